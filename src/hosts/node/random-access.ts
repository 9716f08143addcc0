/** Files on disk of which parts are read, without the rest. */

import { close, closeSync, fstat, open, read } from 'node:fs'
import { promisify } from 'node:util'
import type { RandomAccess } from '../../formats/random-access.ts'
import { systemError } from './errors.ts'

const [opened, readAt, statOf, closed] = [open, read, fstat, close].map((call) =>
  promisify(call as never),
) as unknown as [
  (path: string) => Promise<number>,
  typeof read.__promisify__,
  typeof fstat.__promisify__,
  typeof close.__promisify__,
]

/** Files that nobody reads any more are closed with the garbage: readers keep them for as long as they like. */
const unused = new FinalizationRegistry(closeSync)

class FileOnDisk implements RandomAccess {
  readonly size: number
  readonly #file: number
  readonly #path: string

  constructor(file: number, path: string, size: number) {
    this.#file = file
    this.#path = path
    this.size = size
    unused.register(this, file)
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const length = Math.max(0, Math.min(end, this.size) - start)
    const bytes = new Uint8Array(length)
    let at = 0
    try {
      while (at < length) {
        const { bytesRead } = await readAt(this.#file, bytes, at, length - at, start + at)
        if (bytesRead === 0) break
        at += bytesRead
      }
    } catch (error) {
      throw systemError({ path: this.#path, action: 'read' }, error)
    }
    return bytes.subarray(0, at)
  }
}

/** A file on disk, open for as long as it is used. @throws {DdpmError} `system.…` */
export async function openAt(path: string): Promise<RandomAccess> {
  let file: number | undefined
  try {
    file = await opened(path)
    const { size } = await statOf(file)
    return new FileOnDisk(file, path, size)
  } catch (error) {
    if (file !== undefined) await closed(file)
    throw systemError({ path, action: 'read' }, error)
  }
}
