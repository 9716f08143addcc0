import { expect, test } from 'vitest'
import { checkStamp, withStamp } from '../../../../src/backends/wasm/stamp.ts'
import { coded } from '../../../coded.ts'

const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
const foreign = coded('device.kernels-foreign', { file: 'simd.wasm' })
const compile = (bytes: Uint8Array) => new WebAssembly.Module(bytes as BufferSource)

test('a file of this build is taken', () => {
  expect(() => checkStamp(compile(withStamp(empty)), 'simd.wasm')).not.toThrow()
})

test('files without a stamp or with another one are refused, by name', () => {
  expect(() => checkStamp(compile(empty), 'simd.wasm')).toThrow(foreign)
  const other = withStamp(empty)
  other[other.length - 1] ^= 1
  expect(() => checkStamp(compile(other), 'simd.wasm')).toThrow(foreign)
})
