/** What parameters begin as, and where PyTorch's values lie inside. */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Graph } from '../../../src/engine/graph.ts'
import {
  fromTorch,
  type Initial,
  initialParameters,
  type Layout,
  parameterTensor,
  placeParameters,
  toTorch,
} from '../../../src/nn/parameters.ts'
import { simpleUnet } from '../../../src/nn/simple-unet/definition.ts'

const parameter = (shape: number[], layout: Layout, initial: Initial = constant(0)) =>
  placeParameters([{ name: 'p', shape, layout, initial }])[0]

const constant = (value: number): Initial => ({ kind: 'constant', value })

describe('memory of attention', () => {
  const numbers = Float32Array.from({ length: 2 * 3 * 4 * 5 }, (_, i) => i)

  /** Element (row, part, head, channel) inside is which one of PyTorch's. */
  test.each([
    ['memory', [2, 3, 4, 5], (p: number, h: number, r: number, c: number) => [p, h, r, c]],
    ['turned memory', [2, 3, 5, 4], (p: number, h: number, r: number, c: number) => [p, h, c, r]],
  ] as const)('%s lies as rows of all heads', (layout, shape, indexOf) => {
    const placed = parameter([...shape], layout)
    const flat = new Float32Array(numbers.length)
    fromTorch(numbers, placed, flat)
    for (let i = 0; i < flat.length; i++) {
      const [r, p, h, c] = [
        Math.floor(i / 30),
        Math.floor(i / 15) % 2,
        Math.floor(i / 5) % 3,
        i % 5,
      ]
      const torch = indexOf(p, h, r, c).reduce((at, index, axis) => at * shape[axis] + index, 0)
      expect(flat[i]).toBe(torch)
    }
    expect(toTorch(flat, placed)).toEqual(numbers)
    expect(parameterTensor(new Graph(), [placed], placed).shape).toEqual([4, 30])
  })

  test('a number per channel is one row', () => {
    const placed = parameter([1, 3, 1, 1], 'channels')
    expect(parameterTensor(new Graph(), [placed], placed).shape).toEqual([3])
  })
})

describe('initial values', () => {
  test('of SimpleUNet are the same bits in every version', () => {
    const { parameters } = simpleUnet({ widths: [4, 8, 8], timeDim: 8 })
    const bytes = new Uint8Array(initialParameters(parameters, 0).buffer)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '2c6b5e2043ead073b32e89ef5d0ea4f0eca9bbee209cae66bb6ece601f11009c',
    )
  })

  test('may be one constant', () => {
    const flat = initialParameters([parameter([3], 'plain', constant(1))], 7)
    expect(Array.from(flat)).toEqual([1, 1, 1])
  })

  test('may be standard normal', () => {
    const flat = initialParameters([parameter([100, 100], 'plain', { kind: 'normal' })], 7)
    const mean = flat.reduce((sum, x) => sum + x, 0) / flat.length
    const variance = flat.reduce((sum, x) => sum + x * x, 0) / flat.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
  })

  test('differ from parameter to parameter', () => {
    const row = { shape: [5], layout: 'plain', initial: { kind: 'uniform', bound: 1 } } as const
    const placed = placeParameters(['a', 'b'].map((name) => ({ name, ...row })))
    const flat = initialParameters(placed, 0)
    expect(flat.slice(0, 5)).not.toEqual(flat.slice(5))
  })
})

describe('layouts', () => {
  const cases: [Layout, number[], number[], number[]][] = [
    ['plain', [2, 3], [2, 3], [0, 1, 2, 3, 4, 5]],
    ['matrix', [2, 3], [3, 2], [0, 3, 1, 4, 2, 5]],
    ['filter', [2, 1, 1, 3], [1, 3, 1, 2], [0, 3, 1, 4, 2, 5]],
    ['filter', [1, 2, 1, 3], [1, 3, 2, 1], [0, 3, 1, 4, 2, 5]],
  ]
  test.each(cases)('a %s %o lies as %o', (layout, shape, inside, order) => {
    const placed = parameter(shape, layout)
    expect(parameterTensor(new Graph(), [placed], placed).shape).toEqual(inside)
    const values = Float32Array.of(0, 1, 2, 3, 4, 5)
    const flat = new Float32Array(6)
    fromTorch(values, placed, flat)
    expect(Array.from(flat)).toEqual(order)
    expect(toTorch(flat, placed)).toEqual(values)
  })
})
