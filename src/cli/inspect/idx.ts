/** IDX files, in words. */

import { DdpmError } from '../../base/errors.ts'
import { showShape } from '../../base/shape.ts'
import { readMaybeGzippedIdx } from '../../formats/idx.ts'
import { table } from '../terminal/charts.ts'
import { bytes as size } from '../terminal/format.ts'
import { sha256 } from './checksum.ts'
import type { Report } from './report.ts'

/** By its name or its magic number: two zero bytes, then the type of unsigned bytes. */
export function looksLikeIdx(path: string, bytes: Uint8Array): boolean {
  const magic = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8
  return /idx\d(-ubyte)?(\.gz)?$/i.test(path) || (magic && !path.endsWith('.safetensors'))
}

/** @throws {DdpmError} naming the file, where it is damaged. */
export async function describeIdx(path: string, bytes: Uint8Array): Promise<Report> {
  try {
    const { shape } = await readMaybeGzippedIdx(bytes)
    const sum = sha256(bytes)
    const lines = table([
      ['File', `${path}, ${size(bytes.length)}`],
      ['What', 'IDX, an array of unsigned bytes'],
      ['Shape', showShape(shape)],
      ['SHA-256', sum],
    ])
    return { facts: { kind: 'idx', path, shape, sha256: sum }, lines }
  } catch (error) {
    throw error instanceof DdpmError ? error.in(path) : error
  }
}
