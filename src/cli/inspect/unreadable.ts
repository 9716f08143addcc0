/** What is said of a path that cannot be read. */

import type { DdpmError } from '../../base/errors.ts'
import { systemReason } from '../../hosts/node/errors.ts'
import { cliError } from '../errors.ts'

/** An error of the system's, with the path and its reason. */
export function unreadable(path: string, cause: unknown): DdpmError {
  return cliError('cli.unreadable', { path, reason: systemReason(cause) }, { cause })
}
