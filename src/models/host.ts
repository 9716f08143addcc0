/** What a model leaves to the host it runs on: writing files. */

import { modelError } from './errors.ts'

type Write = (path: string, bytes: Uint8Array) => Promise<void>

let write: Write | undefined

/** Says how a file is written here: the door of Node does. */
export function provideFiles(writer: Write): void {
  write = writer
}

/** @throws {DdpmError} `model.without-files` where the host has none */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  if (!write) throw modelError('model.without-files')
  await write(path, bytes)
}
