/** Zip and tar archives as the files in them. Nothing is unpacked to a disk, and files are read one by one. */

import { pacer } from '../../base/pace.ts'
import { gunzip, isGzip } from '../../formats/gunzip.ts'
import { inMemory, type RandomAccess } from '../../formats/random-access.ts'
import { isTar, listTar, openTarEntry } from '../../formats/tar.ts'
import { listZip, openZipEntry, readZipEntry } from '../../formats/zip.ts'
import { archiveError } from '../errors/archive.ts'
import type { DataFile, ReadOptions } from '../source.ts'
import { accessOf } from './access.ts'

/** What a file in an archive knows of it. */
interface Inside {
  readonly path: string
  readonly place: string
}

/** Of a zip archive. */
function zipFiles(
  file: RandomAccess,
  place: string,
  entries: Awaited<ReturnType<typeof listZip>>,
): DataFile[] {
  return entries.map((entry) => {
    const bytes = () => readZipEntry(file, entry)
    return {
      ...inside(place, entry.path),
      bytes,
      open: async () => (await openZipEntry(file, entry)) ?? inMemory(await bytes()),
    }
  })
}

const inside = (archive: string, path: string): Inside => ({ path, place: `${archive}/${path}` })

/** Of a tar archive. */
async function tarFiles(file: RandomAccess, place: string, signal?: AbortSignal) {
  const entries = await listTar(file, pacer(signal))
  return entries.map((entry): DataFile => {
    const content = openTarEntry(file, entry)
    return {
      ...inside(place, entry.path),
      bytes: () => content.read(0, entry.size),
      open: async () => content,
    }
  })
}

/** What a compressed tar may unpack to: images hardly shrink, and it is held in memory. */
const MOST_UNPACKED = 2 ** 31 - 1
const MOST_RATIO = 100
const ALWAYS_UNPACKED = 2 ** 24

/** @throws {DdpmError} `archive.too-large`, `gzip.corrupt` */
async function unzipped(file: RandomAccess, place: string): Promise<RandomAccess> {
  const limit = Math.min(MOST_UNPACKED, Math.max(ALWAYS_UNPACKED, MOST_RATIO * file.size))
  if (file.size > MOST_UNPACKED)
    throw archiveError('archive.too-large', { place, most: MOST_UNPACKED })
  try {
    return inMemory(await gunzip(await file.read(0, file.size), { limit }))
  } catch (error) {
    if ((error as { code?: string }).code !== 'gzip.too-long') throw error
    throw archiveError('archive.too-large', { place, most: limit }, { cause: error })
  }
}

const TAR_HEADER = 512

const isZip = (head: Uint8Array) =>
  head[0] === 0x50 && head[1] === 0x4b && [0x03, 0x05].includes(head[2]) && head[3] === head[2] + 1

/** Whether a file is an archive, by its first bytes. */
export type ArchiveKind = 'zip' | 'tar' | 'tar.gz'

/** By its first bytes; a gzip file by its name alone, since IDX files are gzipped, too. */
export function archiveKind(head: Uint8Array, path: string): ArchiveKind | undefined {
  if (isZip(head)) return 'zip'
  if (isGzip(head)) return /\.(tar\.gz|tgz)$/i.test(path) ? 'tar.gz' : undefined
  return head.length >= TAR_HEADER && isTar(head) ? 'tar' : undefined
}

/**
 * Images of most archives lie in a single folder that says nothing: it is left out, so that it is not
 * taken for a class.
 */
function withoutTop(files: readonly DataFile[]): DataFile[] {
  const tops = new Set(files.map(({ path }) => (path.includes('/') ? path.split('/')[0] : '')))
  const [top] = tops
  if (tops.size !== 1 || top === '') return [...files]
  return files.map((file) => ({ ...file, path: file.path.slice(top.length + 1) }))
}

/** System files of those who made the archive. */
const isExtra = ({ path }: DataFile) => /(^|\/)(__MACOSX\/|\.)/.test(path)

/**
 * The files of an archive.
 * @throws {DdpmError} `zip.…`, `tar.…`, `gzip.…`, `archive.too-large`, naming it; the signal's reason
 */
export async function archiveFiles(
  file: DataFile,
  kind: ArchiveKind,
  { signal }: ReadOptions,
): Promise<DataFile[]> {
  const whole = await accessOf(file)
  const { place } = file
  const files =
    kind === 'zip'
      ? zipFiles(whole, place, await listZip(whole))
      : await tarFiles(kind === 'tar' ? whole : await unzipped(whole, place), place, signal)
  return withoutTop(files.filter((each) => !isExtra(each)))
}
