/**
 * What was built from what: a WebAssembly file ends with a custom section that holds a hash of the
 * file before it and of everything it was made from. So a build is skipped where nothing changed,
 * and a damaged file or one of other sources is built again.
 */

import { createHash } from 'node:crypto'

const NAME = new TextEncoder().encode('ddpm-sources')
const HASH_BYTES = 32
/** Of the section: its id, its size, and the length of its name. */
const PREFIX = Uint8Array.of(0, 1 + NAME.length + HASH_BYTES, NAME.length, ...NAME)

const hashOf = (sources: string, file: Uint8Array) =>
  createHash('sha256').update(sources).update(file).digest()

/** The file with the section at its end. @param sources all that it was made from, as text */
export function sealed(file: Uint8Array, sources: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...file, ...PREFIX, ...hashOf(sources, file))
}

/** Whether the file is whole and was made from these sources. */
export function isSealed(file: Uint8Array, sources: string): boolean {
  const end = file.length - PREFIX.length - HASH_BYTES
  return end >= 0 && Buffer.from(sealed(file.subarray(0, end), sources)).equals(file)
}
