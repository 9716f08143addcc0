/** The formulas in TypeScript give PyTorch's inputs, bit for bit; the measures measure. */

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { allowedError, loadFixture, relativeError, relativeL2 } from './fixture.ts'
import {
  hashAt,
  nchwToNhwc,
  nhwcToNchw,
  normal,
  sketch,
  streams,
  symmetric,
  timesteps,
} from './formula.ts'

const golden = loadFixture('formula')

function checked(values: Uint32Array | Float32Array | Int32Array) {
  const bytes = new Uint8Array(values.buffer)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { first: Array.from(values.subarray(0, 8)), sha256 }
}

describe('formulas agree with Python in every bit', () => {
  test.each(golden.hash)('hash of stream $stream', ({ stream, count, first, sha256 }) => {
    const words = Uint32Array.from({ length: count }, (_, k) => hashAt(stream, k))
    expect(checked(words)).toEqual({ first, sha256 })
  })

  test.each(golden.symmetric)('uniform of stream $stream', ({ first, sha256, ...of }) => {
    expect(checked(symmetric(of.stream, of.shape, of.bound))).toEqual({ first, sha256 })
  })

  test.each(golden.normal)('normal of stream $stream', ({ first, sha256, ...of }) => {
    expect(checked(normal(of.stream, of.shape))).toEqual({ first, sha256 })
  })

  test.each(golden.timesteps)('timesteps of stream $stream', ({ first, sha256, ...of }) => {
    expect(checked(timesteps(of.stream, of.count, of.total))).toEqual({ first, sha256 })
  })

  test('sketch', () => {
    const { buckets, of, values } = golden.sketch
    const sums = sketch(symmetric(of.stream, of.shape, of.bound), buckets)
    expect(relativeL2(sums, values)).toBeLessThan(1e-14)
  })
})

test('normal has mean 0 and variance 1', () => {
  const values = normal(200, [1, 1, 100, 100])
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const variance = values.reduce((sum, x) => sum + x * x, 0) / values.length
  expect(Math.abs(mean)).toBeLessThan(0.03)
  expect(Math.abs(variance - 1)).toBeLessThan(0.05)
})

test('images go from NCHW to NHWC and back', () => {
  const nchw = Float32Array.of(0, 1, 2, 10, 11, 12) // (1, 2, 1, 3)
  const nhwc = nchwToNhwc(nchw, [1, 2, 1, 3])
  expect(Array.from(nhwc)).toEqual([0, 10, 1, 11, 2, 12])
  expect(nhwcToNchw(nhwc, [1, 1, 3, 2])).toEqual(nchw)
})

describe.each(['unet-b1', 'unet-b3', 'unet-b128', 'unet-rgb'] as const)('%s', (name) => {
  const { parameters, after1, adam } = loadFixture(name)

  test.each(parameters)('$name starts from its formula', ({ name, shape, stream, bound }) => {
    const before = symmetric(stream, shape, bound)
    // Adam's first step moves no element by more than the learning rate; 1.3 is for the sketch.
    const farthest = (1.3 * adam.learningRate * Math.sqrt(before.length)) / after1[name].norm
    const moved = relativeError(before, after1[name])
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(farthest)
  })
})

// These two keep their output whole.
test.each(['unet-b1', 'unet-b3'] as const)('%s: the first loss is that of the output', (name) => {
  const { output, losses, input } = loadFixture(name)
  const noise = normal(streams.noise, input.shape)
  const squares = output.values!.map((value, i) => (value - noise[i]) ** 2)
  const loss = squares.reduce((sum, square) => sum + square) / squares.length
  expect(Math.abs(loss / losses[0].value - 1)).toBeLessThan(1e-13)
})

describe('measures', () => {
  const shape = [128, 64, 3, 3]
  const exact = symmetric(5, shape)
  const float32 = { error: 1e-6, runs: [1e-6] }
  const whole = { shape, norm: Math.hypot(...exact.subarray(0, 4)), float32 }

  test('relativeL2', () => {
    expect(relativeL2([3, 4.5], [3, 4])).toBeCloseTo(0.1, 12)
    expect(relativeL2([Number.NaN], [1])).toBeNaN()
    expect(() => relativeL2([1], [1, 2])).toThrow('1 elements stand against 2')
  })

  test('a sketch estimates the error of the whole tensor', () => {
    const expected = Float64Array.from(exact)
    const norm = Math.sqrt(expected.reduce((sum, x) => sum + x * x, 0))
    const tensor = { ...whole, norm, sketch: sketch(expected, 128) }
    const noise = normal(6, shape)
    const actual = expected.map((x, i) => x + 1e-3 * noise[i])
    const truth = relativeL2(actual, expected)
    expect(Math.abs(relativeError(actual, tensor) / truth - 1)).toBeLessThan(0.2)
    expect(relativeError(expected, tensor)).toBe(0)
  })

  test('a sketch sees a single wrong element', () => {
    const tensor = { ...whole, norm: 1, sketch: sketch(exact, 128) }
    const actual = exact.slice()
    actual[70_000] += 1
    expect(relativeError(actual, tensor)).toBeCloseTo(1, 5)
  })

  test('a lucky float32 error does not make the bound impossible', () => {
    expect(allowedError(float32)).toBeCloseTo(4e-6, 12)
    expect(allowedError(float32, 1e-5)).toBeCloseTo(4e-5, 12)
    expect(allowedError({ error: 1e-12, runs: [1e-12] })).toBe(4 * 2 ** -24)
  })
})
