/** The bytes of files on disk, small ones quickly. */

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { systemError } from './errors.ts'
import { hostsError } from './host-errors.ts'

/** More than any image set that fits a program in memory. */
const MOST_BYTES = 2 ** 31 - 1

/**
 * Files as small as images mostly are, which are read at once: the four turns of the event loop that
 * an asynchronous reading takes cost many times as much, most of all on a busy machine.
 */
const AT_ONCE = 2 ** 20

/** Most images fit in it, so that nobody has to be asked first how long they are. */
const scratch = new Uint8Array(2 ** 16)

/** Reads until `into` is full or the file ends. @returns bytes read */
function fill(file: number, into: Uint8Array): number {
  let at = 0
  while (at < into.length) {
    const read = readSync(file, into, at, into.length - at, at)
    if (read === 0) break
    at += read
  }
  return at
}

/** @returns nothing where the file is large */
function smallFile(path: string): Uint8Array | undefined {
  // a pipe would be waited for
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const read = fill(file, scratch)
    if (read < scratch.length) return scratch.slice(0, read)
    const { size } = fstatSync(file)
    if (size > MOST_BYTES)
      throw hostsError('file.too-large', { path, bytes: size, most: MOST_BYTES })
    if (size > AT_ONCE) return undefined
    const bytes = new Uint8Array(size)
    return bytes.subarray(0, fill(file, bytes))
  } finally {
    closeSync(file)
  }
}

/** @throws {DdpmError} `system.…`, `file.too-large` */
export async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return smallFile(path) ?? new Uint8Array(await readFile(path))
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall
      ? systemError({ path, action: 'read' }, error)
      : error
  }
}
