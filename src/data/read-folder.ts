/** A folder as a dataset, by the first source that recognises its files. */

import { withContents } from './containers/open.ts'
import type { Dataset } from './dataset.ts'
import { readingError } from './errors/reading.ts'
import { fittedSet } from './fitted.ts'
import type { DataFolder, FolderSource, ReadOptions } from './source.ts'
import { folderSources } from './sources.ts'

/** Names shown of what a folder holds instead. */
const NAMES_SHOWN = 8

function unrecognised({ place, files }: DataFolder, sources: readonly FolderSource[]) {
  const names = [...new Set(files.map(({ path }) => path.split('/')[0]))]
  const expected = sources.map(({ help }) => help)
  const found = names.slice(0, NAMES_SHOWN)
  return readingError('data.unrecognised', {
    place,
    found,
    more: names.length - found.length,
    expected,
  })
}

/**
 * The images of a folder, or of files that were dropped on a page.
 * @returns nothing where the folder has none of the split `test`
 * @throws {DdpmError} `data.unrecognised` where no source knows the files; naming the file, where one is
 * damaged; `images.…`, `idx.…` and others where they do not fit together; the signal's reason once it is aborted
 */
export async function readFolder(
  given: DataFolder,
  options: ReadOptions = {},
  sources: readonly FolderSource[] = folderSources,
): Promise<Dataset | undefined> {
  options.signal?.throwIfAborted()
  const folder = await withContents(given, options)
  const source = sources.find((known) => known.recognises(folder.files, options))
  const data = await source?.read(folder, options)
  if (data) return await fittedSet(data, options)
  if (options.split === 'test') return undefined
  throw unrecognised(folder, sources)
}
