/** Small archives and arrays for tests, made as their usual writers make them. */

import { zipSync } from 'fflate'

export type Files = Readonly<Record<string, Uint8Array>>

/** Deflated, or stored. */
export const zipOf = (files: Files, level: 0 | 6 = 6): Uint8Array =>
  zipSync({ ...files }, { level, mtime: '2026-01-01' })

const BLOCK = 512
const ascii = (text: string) => new TextEncoder().encode(text)

/** A file's header and bytes, padded to whole blocks. */
export function tarEntry(name: string, bytes: Uint8Array, type = '0'): Uint8Array {
  const entry = new Uint8Array(BLOCK + Math.ceil(bytes.length / BLOCK) * BLOCK)
  const put = (at: number, text: string) => entry.set(ascii(text), at)
  put(0, name)
  put(100, '0000644\0')
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, type)
  put(257, 'ustar\x0000')
  const sum = entry.subarray(0, BLOCK).reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  entry.set(bytes, BLOCK)
  return entry
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const tarOf = (files: Files): Uint8Array =>
  joined(
    ...Object.entries(files).map(([name, bytes]) => tarEntry(name, bytes)),
    new Uint8Array(2 * BLOCK),
  )

/** An array as `numpy.save` writes it. */
export function npyOf(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  fortran = false,
): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const order = fortran ? 'True' : 'False'
  const words = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`
  const header = ascii(`${words.padEnd(117)}\n`)
  const start = Uint8Array.of(0x93, ...ascii('NUMPY'), 1, 0, header.length, 0)
  return joined(start, header, data)
}
