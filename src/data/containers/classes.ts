/** The classes of images that files beside them say, rather than folders. */

import type { DataFile, ReadOptions } from '../source.ts'
import { isMetadata, metadataClasses } from './metadata.ts'
import { isOfSample, sampleClasses } from './web-dataset.ts'

const withClass = (file: DataFile, className: string | undefined): DataFile =>
  className === undefined || file.className !== undefined ? file : { ...file, className }

/**
 * The same files, with the classes that metadata of Hugging Face's form or WebDataset's labels say; those
 * files themselves are left out.
 * @throws {DdpmError} `metadata.…`
 */
export async function withGivenClasses(
  files: readonly DataFile[],
  options: ReadOptions,
): Promise<readonly DataFile[]> {
  options.signal?.throwIfAborted()
  if (files.some(isMetadata)) {
    const classes = await metadataClasses(files, options)
    return files
      .filter((file) => !isMetadata(file))
      .map((file) => withClass(file, classes.get(file.path)))
  }
  if (!files.some(isOfSample)) return files
  const classOf = await sampleClasses(files, options)
  if (!classOf) return files
  return files.filter((file) => !isOfSample(file)).map((file) => withClass(file, classOf(file)))
}
