/**
 * Zip archives (APPNOTE 6.3.10) by random access: the list of files first, then each file where it lies,
 * stored or deflated, with 64-bit sizes (zip64). fflate's own reader wants the whole archive in memory.
 */

import { inflateSync } from 'fflate'
import { archivePath } from './archive-path.ts'
import { crc32 } from './crc32.ts'
import { zipError } from './errors/zip.ts'
import { DEFLATE_MAX_RATIO } from './gunzip.ts'
import { partOf, type RandomAccess } from './random-access.ts'

/** A file of an archive. */
export interface ZipEntry {
  /** With `/`, and harmless: neither absolute nor with `..`. */
  readonly path: string
  /** Bytes of the file itself. */
  readonly size: number
  readonly compressed: number
  readonly method: number
  readonly crc: number
  readonly encrypted: boolean
  /** Of the local header. */
  readonly offset: number
}

const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const END_BYTES = 22
const LOCATOR_BYTES = 20
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
/** A comment of an archive is at most so long. */
const LONGEST_COMMENT = 0xffff
const ALL_32 = 0xffffffff
const STORED = 0
const DEFLATED = 8
/** What an array holds everywhere. */
const MOST_BYTES = 2 ** 31 - 1

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A number of 64 bits, refused where it is beyond any file. */
function long(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true))
  if (Number.isSafeInteger(value)) return value
  throw zipError('zip.directory-corrupt')
}

interface Directory {
  readonly start: number
  readonly end: number
  readonly entries: number
}

/** The directory's place by the 64-bit record at the end, where there is one. */
async function directory64(file: RandomAccess, end: number): Promise<Directory | undefined> {
  const at = end - LOCATOR_BYTES
  if (at < 0) return undefined
  const locator = viewOf(await file.read(at, end))
  if (locator.getUint32(0, true) !== LOCATOR_64) return undefined
  const place = long(locator, 8)
  const record = viewOf(await file.read(place, place + 56))
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) {
    throw zipError('zip.directory-corrupt')
  }
  const start = long(record, 48)
  return { start, end: start + long(record, 40), entries: long(record, 32) }
}

async function findDirectory(file: RandomAccess): Promise<Directory> {
  const from = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT)
  const tail = viewOf(await file.read(from, file.size))
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue
    const wide = await directory64(file, from + at)
    if (!wide && tail.getUint16(at + 4, true) !== 0) throw zipError('zip.in-parts')
    const start = tail.getUint32(at + 16, true)
    const narrow = { start, end: start + tail.getUint32(at + 12, true) }
    const found = wide ?? { ...narrow, entries: tail.getUint16(at + 10, true) }
    if (found.end <= from + at) return found
    throw zipError('zip.directory-corrupt')
  }
  throw zipError('zip.directory-missing')
}

/** Sizes of an entry that need 64 bits are in an extra field, in this order, where 32 bits say nothing. */
function wideSizes(extra: DataView, narrow: readonly number[]): number[] {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue
    let next = at + 4
    return narrow.map((value) => {
      if (value !== ALL_32) return value
      if (next + 8 > extra.byteLength) throw zipError('zip.directory-corrupt')
      next += 8
      return long(extra, next - 8)
    })
  }
  return [...narrow]
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const western = new TextDecoder('windows-1252')

/** Old archives do not say in which code page their names are. */
function nameOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return western.decode(bytes)
  }
}

/** @returns nothing for a folder */
function entryAt(bytes: Uint8Array, at: number): { entry?: ZipEntry; next: number } {
  const view = viewOf(bytes)
  if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) {
    throw zipError('zip.directory-corrupt')
  }
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true)
  const extraEnd = nameEnd + view.getUint16(at + 30, true)
  const next = extraEnd + view.getUint16(at + 32, true)
  if (next > bytes.length) throw zipError('zip.directory-corrupt')
  const name = nameOf(bytes.subarray(at + ENTRY_BYTES, nameEnd))
  const path = archivePath(name)
  if (path === '' || /[/\\]$/.test(name)) return { next }
  const narrow = [24, 20, 42].map((field) => view.getUint32(at + field, true))
  const [size, compressed, offset] = wideSizes(viewOf(bytes.subarray(nameEnd, extraEnd)), narrow)
  const encrypted = (view.getUint16(at + 8, true) & 1) === 1
  const [method, crc] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)]
  return { entry: { path, size, compressed, method, crc, encrypted, offset }, next }
}

/**
 * The files of an archive, folders left out.
 * @throws {DdpmError} `zip.directory-missing`, `zip.directory-corrupt`, `zip.in-parts`
 */
export async function listZip(file: RandomAccess): Promise<ZipEntry[]> {
  const { start, end, entries } = await findDirectory(file)
  if (end - start > MOST_BYTES || entries * ENTRY_BYTES > end - start) {
    throw zipError('zip.directory-corrupt')
  }
  const bytes = await file.read(start, end)
  const listed: ZipEntry[] = []
  let at = 0
  for (let i = 0; i < entries; i++) {
    const { entry, next } = entryAt(bytes, at)
    if (entry) listed.push(entry)
    at = next
  }
  return listed
}

/** Refuses what cannot be read, and bombs. */
function checkEntry({ path: entry, size, compressed, method, encrypted }: ZipEntry): void {
  if (encrypted) throw zipError('zip.encrypted', { entry })
  if (method !== STORED && method !== DEFLATED) {
    throw zipError('zip.method-unsupported', { entry, method })
  }
  const possible = method === STORED ? compressed : compressed * DEFLATE_MAX_RATIO
  if (size > Math.min(possible, MOST_BYTES)) {
    throw zipError('zip.declares-too-much', { entry, declared: size, compressed })
  }
}

/**
 * Where an entry's data lie, behind a header that repeats its name.
 * @param spare bytes read behind the header: the data themselves where they are few
 */
async function dataOf(file: RandomAccess, entry: ZipEntry, spare: number) {
  const { path, offset, compressed } = entry
  const begin = await file.read(offset, offset + LOCAL_BYTES + spare)
  const view = viewOf(begin)
  if (begin.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL) {
    throw zipError('zip.entry-corrupt', { entry: path })
  }
  const header = LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true)
  const start = offset + header
  if (start + compressed > file.size) throw zipError('zip.entry-corrupt', { entry: path })
  return { start, known: begin.subarray(header, header + compressed) }
}

function inflate({ path: entry, size }: ZipEntry, data: Uint8Array): Uint8Array {
  try {
    return inflateSync(data, { out: new Uint8Array(size) })
  } catch (cause) {
    throw zipError('zip.entry-corrupt', { entry }, { cause })
  }
}

/** A header's name and extra fields are seldom longer than this together. */
const USUAL_NAMES = 512

/**
 * The bytes of a file of an archive, its checksum verified.
 * @throws {DdpmError} `zip.encrypted`, `zip.method-unsupported`, `zip.declares-too-much`, `zip.entry-corrupt`
 */
export async function readZipEntry(file: RandomAccess, entry: ZipEntry): Promise<Uint8Array> {
  checkEntry(entry)
  const { path, compressed, method, size, crc } = entry
  const { start, known } = await dataOf(file, entry, USUAL_NAMES + compressed)
  const data = known.length === compressed ? known : await file.read(start, start + compressed)
  const bytes = method === STORED ? data : inflate(entry, data)
  if (bytes.length !== size || crc32(bytes) !== crc) {
    throw zipError('zip.entry-corrupt', { entry: path })
  }
  return bytes
}

/**
 * A file of an archive by random access: where it lies if it is stored, else unpacked.
 * @throws {DdpmError} as `readZipEntry`
 */
export async function openZipEntry(
  file: RandomAccess,
  entry: ZipEntry,
): Promise<RandomAccess | undefined> {
  checkEntry(entry)
  if (entry.method !== STORED) return undefined
  const { start } = await dataOf(file, entry, 0)
  return partOf(file, start, start + entry.size)
}
