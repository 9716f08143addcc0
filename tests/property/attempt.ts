/** How a property tries a reader. */

import { DdpmError } from '../../src/base/errors.ts'

/** What `read` returns, or undefined where it threw the one error it may throw. */
export async function attempt<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof DdpmError) return undefined
    throw error
  }
}
