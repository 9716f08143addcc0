/**
 * Tar archives (POSIX.1-2017 pax, ustar, and GNU's long names and large sizes) by random access: headers
 * are read one after the other, the files' bytes only when they are asked for.
 */

import { archivePath } from './archive-path.ts'
import { tarError } from './errors/tar.ts'
import { partOf, type RandomAccess, windowed } from './random-access.ts'

/** A file of an archive. */
export interface TarEntry {
  /** With `/`, and harmless: neither absolute nor with `..`. */
  readonly path: string
  readonly start: number
  readonly size: number
}

const BLOCK = 512
const CHECKSUM = 148
/** Extended headers hold names; longer ones are damage. */
const LONGEST_EXTENSION = 1 << 20

const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
}

/** Octal digits, or with the first bit set a binary number (GNU). */
function numberIn(field: Uint8Array): number {
  if (field[0] & 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, field[0] & 0x7f)
    return Number.isSafeInteger(value) ? value : Number.NaN
  }
  const digits = text(field).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN
}

/** The sum of a header's bytes, its own field taken as spaces. */
function isTrue(header: Uint8Array): boolean {
  const own = (i: number) => i >= CHECKSUM && i < CHECKSUM + 8
  const sum = header.reduce((total, byte, i) => total + (own(i) ? 0x20 : byte), 0)
  return numberIn(header.subarray(CHECKSUM, CHECKSUM + 8)) === sum
}

/** Whether bytes begin as a tar archive does. */
export const isTar = (bytes: Uint8Array): boolean =>
  bytes.length >= BLOCK && bytes[0] !== 0 && isTrue(bytes.subarray(0, BLOCK))

interface Header {
  readonly path: string
  readonly size: number
  readonly type: string
}

function headerOf(block: Uint8Array, at: number): Header {
  const size = numberIn(block.subarray(124, 136))
  if (block.length < BLOCK || !isTrue(block) || !(size >= 0)) {
    throw tarError('tar.header-corrupt', { at })
  }
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156])
  const isUstar = text(block.subarray(257, 263)).startsWith('ustar')
  const prefix = isUstar && block[262] === 0 ? text(block.subarray(345, 500)) : ''
  const name = text(block.subarray(0, 100))
  return { path: prefix ? `${prefix}/${name}` : name, size, type }
}

/** `27 path=images/cat.png\n`, one after the other: length in decimal, key, value. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  let at = 0
  while (at < bytes.length && bytes[at] !== 0) {
    const length = Number.parseInt(new TextDecoder().decode(bytes.subarray(at, at + 12)), 10)
    if (!(length > 0 && at + length <= bytes.length)) break
    const record = new TextDecoder().decode(bytes.subarray(at, at + length - 1))
    const [, key, value] = /^\d+ ([^=]*)=([\s\S]*)$/.exec(record) ?? []
    if (key !== undefined) records.set(key, value)
    at += length
  }
  return records
}

/** What extended headers have said of the file that follows them. */
interface Said {
  path?: string
  size?: number
  sparse?: boolean
}

function saidBy(type: string, bytes: Uint8Array): Said {
  if (type === 'L') return { path: text(bytes) }
  const records = paxRecords(bytes)
  const [path, size] = [records.get('path'), records.get('size')]
  return {
    ...(path !== undefined && { path }),
    ...(size !== undefined && { size: Number(size) }),
    ...([...records.keys()].some((key) => key.startsWith('GNU.sparse')) && { sparse: true }),
  }
}

const EXTENSIONS = 'xgLK'

/** The name and size of a file, by its header and what extended headers have said. */
function fileOf(
  header: Header,
  at: number,
  { path: longer, size: larger, sparse }: Said,
): TarEntry {
  const size = larger ?? header.size
  if (!Number.isSafeInteger(size) || size < 0) throw tarError('tar.header-corrupt', { at })
  const path = archivePath(longer ?? header.path)
  if (sparse || header.type === 'S') throw tarError('tar.sparse', { entry: path })
  return { path, start: at + BLOCK, size }
}

const isFile = ({ type, path }: Header) => '07'.includes(type) && !path.endsWith('/')

/** The files of an archive as its headers come; folders, links and devices are left out. */
async function* filesOf(file: RandomAccess): AsyncGenerator<TarEntry> {
  let at = 0
  let said: Said = {}
  let always: Said = {}
  while (at + BLOCK <= file.size) {
    const block = await file.read(at, at + BLOCK)
    if (block.every((byte) => byte === 0)) return
    const header = headerOf(block, at)
    if (EXTENSIONS.includes(header.type)) {
      if (header.size > LONGEST_EXTENSION) throw tarError('tar.header-corrupt', { at })
      const more = saidBy(header.type, await file.read(at + BLOCK, at + BLOCK + header.size))
      if (header.type === 'g') always = { ...always, ...more }
      else if (header.type !== 'K') said = { ...said, ...more }
      at += BLOCK + Math.ceil(header.size / BLOCK) * BLOCK
      continue
    }
    const entry = fileOf(header, at, { ...always, ...said })
    if (entry.start + entry.size > file.size) throw tarError('tar.truncated', { entry: entry.path })
    if (isFile(header) && entry.path !== '') yield entry
    said = {}
    at = entry.start + Math.ceil(entry.size / BLOCK) * BLOCK
  }
}

/**
 * The files of an archive.
 * @param onEntry called with each, as they are found
 * @throws {DdpmError} `tar.header-corrupt`, `tar.truncated`, `tar.sparse`
 */
export async function listTar(
  file: RandomAccess,
  onEntry?: () => Promise<void>,
): Promise<TarEntry[]> {
  const entries: TarEntry[] = []
  for await (const entry of filesOf(windowed(file))) {
    entries.push(entry)
    await onEntry?.()
  }
  return entries
}

/** A file of an archive by random access. */
export const openTarEntry = (file: RandomAccess, { start, size }: TarEntry): RandomAccess =>
  partOf(file, start, start + size)
