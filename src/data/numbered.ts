/** Images of a folder by their numbers, as people count them: in natural order, from 0. */

import { naturalOrder } from '../base/natural-order.ts'
import { namedKind } from '../formats/image-kind.ts'
import { filesOf } from './class-folders.ts'
import { withContents } from './containers/open.ts'
import type { DataFile, DataFolder, ReadOptions } from './source.ts'
import { imageFolder } from './sources/image-folder.ts'
import { folderSources } from './sources.ts'

/**
 * The files of a folder or an archive that are named as images, in natural order of their paths.
 * @returns nothing where the folder is of a source whose images are not files
 * @throws {DdpmError} of an archive that cannot be read
 */
export async function numberedFiles(
  given: DataFolder,
  options: ReadOptions,
): Promise<readonly DataFile[] | undefined> {
  const folder = await withContents(given, options)
  const source = folderSources.find((known) => known.recognises(folder.files, options))
  if (source !== imageFolder) return undefined
  const files = filesOf(folder, 'train') ?? []
  return files
    .filter(({ path }) => namedKind(path) !== undefined)
    .sort((a, b) => naturalOrder(a.path, b.path))
}
