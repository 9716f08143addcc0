/** What is wrong with one file of several. */

import { DdpmError } from '../../../../src/base/errors.ts'
import { computeError } from '../errors.ts'
import type { GivenFile } from '../protocol.ts'

/** What a file comes to, or the error that names it by its path. @throws what is not the file's fault. */
export async function orFault<Result>(
  { file, path }: GivenFile,
  read: (file: File) => Promise<Result>,
): Promise<Result | DdpmError> {
  try {
    return await read(file)
  } catch (cause) {
    if (cause instanceof DdpmError) return cause.in(path)
    // gone, or no longer readable
    if (!(cause instanceof DOMException)) throw cause
    return computeError('studio.file-unreadable', { reason: cause.message }, { cause }).in(path)
  }
}
