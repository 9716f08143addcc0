/** A mistake that lies in one file of those given. */

import { DdpmError, UserError } from '../../../../src/browser.ts'
import type { GivenFile } from '../protocol.ts'

export class FileError extends UserError {
  /** That of the file, as it was given. */
  readonly path: string

  constructor(message: string, { path }: GivenFile, options?: ErrorOptions) {
    super(message, options)
    this.path = path
  }
}

/** What a file comes to, or what is wrong with it. @throws what is no fault of the file's. */
export async function orFault<Result>(
  file: GivenFile,
  read: (file: File) => Promise<Result>,
): Promise<Result | FileError> {
  try {
    return await read(file.file)
  } catch (cause) {
    const gone = cause instanceof DOMException // or no longer readable
    if (!gone && !(cause instanceof DdpmError)) throw cause
    return new FileError(cause.message, file, { cause })
  }
}
