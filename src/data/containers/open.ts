/** What lies in the containers of a folder, beside its other files: archives open as their files. */

import { DdpmError } from '../../base/errors.ts'
import { isPacked } from '../packed.ts'
import type { DataFile, DataFolder, ReadOptions, Split } from '../source.ts'
import { accessOf } from './access.ts'
import { archiveFiles, archiveKind } from './archive.ts'
import { withGivenClasses } from './classes.ts'
import { isParquet, parquetFiles } from './parquet.ts'

/** Enough to tell every kind. */
const HEAD = 512

const isNpy = (head: Uint8Array) =>
  new TextDecoder('latin1').decode(head.subarray(1, 6)) === 'NUMPY'

/** Files whose names say that they may be containers: opening others would cost a reading of each. */
const mayContain = ({ path }: DataFile) => /\.(zip|npz|tar|tgz|tar\.gz|parquet)$/i.test(path)

/** The files in a container; nothing where it is none. */
async function contentOf(
  file: DataFile,
  options: ReadOptions,
): Promise<readonly DataFile[] | undefined> {
  try {
    const access = await accessOf(file)
    const head = await access.read(0, HEAD)
    if (isParquet(head)) return await parquetFiles(file)
    const kind = archiveKind(head, file.path)
    return kind && (await withGivenClasses(await archiveFiles(file, kind, options), options))
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file.place) : error
  }
}

/** Whether a file that a user names holds images to train on, whatever its ending. */
export async function isDataFile(file: DataFile): Promise<boolean> {
  const access = await accessOf(file)
  const head = await access.read(0, HEAD)
  if (archiveKind(head, file.path) !== undefined || isParquet(head) || isNpy(head)) return true
  return await isPacked(access)
}

/** The split that a container's name says: `train-00000-of-00002.parquet`, `test.zip`. */
function splitOf({ path }: DataFile): Split | 'validation' | undefined {
  const [, word] =
    /^(train|test|val|valid|validation)(?![a-z])/i.exec(path.split('/').at(-1)!) ?? []
  if (word === undefined) return undefined
  const lower = word.toLowerCase()
  return lower === 'train' || lower === 'test' ? lower : 'validation'
}

/** Containers of a split by their names; without any such name, all are to train on. */
function ofSplit(containers: readonly DataFile[], split: Split): DataFile[] {
  const splits = containers.map(splitOf)
  const isNamed = splits.some((found) => found !== undefined)
  if (!isNamed || containers.length === 1) return [...containers]
  return containers.filter((_, i) => splits[i] === split)
}

/**
 * A folder with the files of its archives in place of the archives.
 * @throws {DdpmError} naming the archive that cannot be read; the signal's reason once it is aborted
 */
export async function withContents(folder: DataFolder, options: ReadOptions): Promise<DataFolder> {
  const { split = 'train', signal } = options
  // a file that is all there is was named by the user, and is known by its content
  const isAlone = folder.files.length === 1
  const containers = folder.files.filter((file) => isAlone || mayContain(file))
  const chosen = new Set(ofSplit(containers, split))
  const files: DataFile[] = []
  const plain = folder.files.filter((file) => !containers.includes(file))
  files.push(...(await withGivenClasses(plain, options)))
  for (const file of containers) {
    if (!chosen.has(file)) continue
    signal?.throwIfAborted()
    const content = await contentOf(file, options)
    for (const inner of content ?? [file]) files.push(inner)
  }
  const isSplit = files.length > 0 && containers.some((file) => splitOf(file) === split)
  return { ...folder, files, ...(isSplit && { split }) }
}
