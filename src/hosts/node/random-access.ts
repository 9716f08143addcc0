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

/** Bytes that are read at once; of more, several threads of Node's read a piece each. */
const PIECE = 1 << 24

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

  /** Fills bytes from a place in the file on. @returns how many there were */
  async #fill(bytes: Uint8Array, start: number): Promise<number> {
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await readAt(this.#file, bytes, at, bytes.length - at, start + at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return at
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const length = Math.max(0, Math.min(end, this.size) - start)
    const bytes = new Uint8Array(length)
    const firsts = Array.from({ length: Math.ceil(length / PIECE) }, (_, i) => i * PIECE)
    try {
      const filled = await Promise.all(
        firsts.map((at) => this.#fill(bytes.subarray(at, at + PIECE), start + at)),
      )
      const short = filled.findIndex((count, i) => count < Math.min(PIECE, length - firsts[i]))
      return short < 0 ? bytes : bytes.subarray(0, firsts[short] + filled[short])
    } catch (error) {
      throw systemError({ path: this.#path, action: 'read' }, error)
    }
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
