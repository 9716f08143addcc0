/** What is said of a path that cannot be read. */

import { systemReason } from '../../hosts/node/errors.ts'
import { UserError } from '../../node.ts'

/** An error of the system's, with the path and its reason. */
export function unreadable(path: string, cause: unknown): UserError {
  return new UserError(`${path} cannot be read: ${systemReason(cause)}`, { cause })
}
