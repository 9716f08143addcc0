/** Arrays of NumPy. */

import { expect, test } from 'vitest'
import { readNpy } from '../../../src/formats/npy.ts'
import { npyOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const bytes = (array: { readonly buffer: ArrayBufferLike }) => new Uint8Array(array.buffer)
const values = (file: Uint8Array) => [...readNpy(file).values]

test('bytes are a view with their shape', () => {
  const file = npyOf('|u1', [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6))
  expect(readNpy(file)).toEqual({
    shape: [2, 3],
    type: 'u1',
    values: Uint8Array.of(1, 2, 3, 4, 5, 6),
  })
  expect((readNpy(file).values as Uint8Array).buffer).toBe(file.buffer)
})

test('numbers of every width and of both byte orders are read', () => {
  expect(values(npyOf('<f4', [2], bytes(Float32Array.of(0.5, -1))))).toEqual([0.5, -1])
  expect(values(npyOf('<f2', [2], bytes(Uint16Array.of(0x3c00, 0xb800))))).toEqual([1, -0.5])
  expect(values(npyOf('<i8', [2], bytes(BigInt64Array.of(7n, -1n))))).toEqual([7, -1])
  expect(values(npyOf('>i2', [2], Uint8Array.of(0, 1, 1, 0)))).toEqual([1, 256])
  expect(values(npyOf('>f8', [1], bytes(Float64Array.of(0.1)).reverse()))).toEqual([0.1])
  expect(values(npyOf('|i1', [2], Uint8Array.of(1, 255)))).toEqual([1, -1])
})

test('strings are read', () => {
  const letters = bytes(Uint32Array.from('cat\0éh\0\0', (letter) => letter.codePointAt(0)!))
  expect(values(npyOf('<U4', [2], letters))).toEqual(['cat', 'éh'])
})

test('elements in Fortran order are brought into rows', () => {
  const columns = npyOf('|u1', [2, 3], Uint8Array.of(1, 4, 2, 5, 3, 6), true)
  expect(values(columns)).toEqual([1, 2, 3, 4, 5, 6])
})

test.each([
  ['objects', npyOf('|O', [2], new Uint8Array(16)), 'npy.type-unsupported', { type: '|O' }],
  [
    'complex numbers',
    npyOf('<c8', [2], new Uint8Array(16)),
    'npy.type-unsupported',
    { type: '<c8' },
  ],
  [
    'a short file',
    npyOf('<f4', [3], new Uint8Array(8)),
    'npy.bytes-mismatch',
    { need: 12, have: 8 },
  ],
  ['something else', new Uint8Array(200), 'npy.signature-missing', {}],
  ['a cut header', npyOf('<f4', [3], new Uint8Array(8)).slice(0, 40), 'npy.header-invalid', {}],
])('refuses %s', (_, file, code, known) => {
  expect(() => readNpy(file)).toThrow(coded(code, known))
})
