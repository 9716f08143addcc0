/** Archives of NumPy's arrays, as `numpy.savez` writes them: `numpy.load` reads them back. */

import { type Zippable, zipSync } from 'fflate'
import { type Shape, sizeOf } from '../base/shape.ts'

/** An array of bytes, or of whole numbers that become 64-bit integers; row-major. */
export interface SavedArray {
  readonly shape: Shape
  readonly data: Uint8Array | readonly number[]
}

/** A header ends at a multiple of so many bytes, so that data is aligned. */
const ALIGNMENT = 64
const SIGNATURE = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]

/** The bytes of a `.npy` file, version 1. */
function npyOf({ shape, data }: SavedArray): Uint8Array {
  if (data.length !== sizeOf(shape)) throw new TypeError('the shape and the data differ')
  const isBytes = data instanceof Uint8Array
  const body = isBytes ? data : new Uint8Array(BigInt64Array.from(data, BigInt).buffer)
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const about = `{'descr': '${isBytes ? '|u1' : '<i8'}', 'fortran_order': False, 'shape': (${sizes}), }`
  const before = SIGNATURE.length + 2
  const length = Math.ceil((before + about.length + 1) / ALIGNMENT) * ALIGNMENT - before
  const header = new TextEncoder().encode(`${about.padEnd(length - 1)}\n`)
  const file = new Uint8Array(before + length + body.length)
  file.set([...SIGNATURE, length & 255, length >> 8])
  file.set(header, before)
  file.set(body, before + length)
  return file
}

/** The bytes of a `.npz` file, uncompressed. @param arrays by their names */
export function writeNpz(arrays: Readonly<Record<string, SavedArray>>): Uint8Array {
  const files = Object.entries(arrays).map(
    ([name, array]) => [`${name}.npy`, [npyOf(array), { level: 0 }]] as const,
  )
  return zipSync(Object.fromEntries(files) as Zippable)
}
