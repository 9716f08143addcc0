/** The one error of this folder: bytes that are not what they claim to be. */

import { UserError } from '../base/errors.ts'

/**
 * Bytes which cannot be read, or values which the format cannot hold. The message names what is
 * wrong and where; callers who know the file's name add it.
 */
export class FormatError extends UserError {
  override readonly name: string = 'FormatError'
}
