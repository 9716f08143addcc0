/** What is wrong with one file of several. */

import { DdpmError } from '../../../../src/base/errors.ts'
import { computeError } from '../errors.ts'

/**
 * What a file comes to.
 * @throws {DdpmError} naming it by its path, where it is at fault or gone
 */
export async function unlessGone<Result>(
  path: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof DdpmError) throw cause.in(path)
    // gone, or no longer readable
    if (!(cause instanceof DOMException)) throw cause
    throw computeError('studio.file-unreadable', { reason: cause.message }, { cause }).in(path)
  }
}
