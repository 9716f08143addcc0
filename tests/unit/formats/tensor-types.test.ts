import { describe, expect, test } from 'vitest'
import { asFloat32, byteSize, type Dtype, fromFloat32 } from '../../../src/formats/tensor-types.ts'
import { coded } from '../../coded.ts'

/** The bytes at an odd offset, as they may lie in a file. */
function unaligned(bytes: ArrayBuffer): Uint8Array {
  const shifted = new Uint8Array(bytes.byteLength + 1)
  shifted.set(new Uint8Array(bytes), 1)
  return shifted.subarray(1)
}

const tensor = (dtype: Dtype, values: { buffer: ArrayBuffer; length: number }) => ({
  dtype,
  shape: [values.length],
  data: unaligned(values.buffer),
})

describe('asFloat32', () => {
  test('F32 and F64', () => {
    const values = [0, -1.5, 3.0e38, Number.NaN, Number.NEGATIVE_INFINITY]
    const expected = Float32Array.from(values)
    expect(asFloat32(tensor('F32', Float32Array.from(values)), 'w')).toEqual(expected)
    expect(asFloat32(tensor('F64', Float64Array.from(values)), 'w')).toEqual(expected)
  })

  test.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('F16 %i is %d', (bits, value) => {
    expect(asFloat32(tensor('F16', Uint16Array.of(bits)), 'w')[0]).toBe(value)
  })

  test('BF16 is the upper half of F32', () => {
    const read = asFloat32(tensor('BF16', Uint16Array.of(0x3f80, 0xc040, 0x7f80)), 'w')
    expect([...read]).toEqual([1, -3, Number.POSITIVE_INFINITY])
  })

  test('is a copy, also of a Node buffer', () => {
    const data = Buffer.from(Float32Array.of(1).buffer)
    const read = asFloat32({ dtype: 'F32', shape: [1], data }, 'w')
    data.fill(0)
    expect(read[0]).toBe(1)
  })

  test('names the tensor and its type otherwise', () => {
    const ids = tensor('I64', BigInt64Array.of(1n))
    const values = { tensor: 'token.ids', type: 'I64' }
    expect(() => asFloat32(ids, 'token.ids')).toThrow(coded('safetensors.type-not-float', values))
  })
})

test('fromFloat32 sees the same memory', () => {
  const values = Float32Array.of(1, 2, 3).subarray(1)
  const made = fromFloat32([2], values)
  values[0] = 5
  expect(asFloat32(made, 'w')).toEqual(Float32Array.of(5, 3))
})

test('byteSize counts bits', () => {
  expect(byteSize('w', 'F4', [3, 2])).toBe(3)
  expect(byteSize('w', 'C64', [])).toBe(8)
  expect(byteSize('w', 'BOOL', [0, 5])).toBe(0)
})
