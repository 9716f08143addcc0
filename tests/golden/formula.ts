/** Golden inputs by formula, bit for bit those of scripts/golden/formula.py. No fixtures read here. */

import { type Shape, sizeOf } from '../../src/base/shape.ts'

/**
 * Streams: x0, noise and timestep take the training step added; chain takes t for the noise
 * added after the step at t, and T for the first image. Parameters use their own `stream`.
 */
export const streams = { x0: 100, noise: 200, timestep: 300, sketch: 400, chain: 1000 } as const

/** Word k of a stream: lowbias32, https://nullprogram.com/blog/2018/07/31/ */
export function hashAt(stream: number, k: number): number {
  let x = (Math.imul(stream, 0x9e3779b9) + k) >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

/** In [0, 1), a multiple of 2^-24. */
function uniformAt(stream: number, k: number): number {
  return (hashAt(stream, k) >>> 8) / 2 ** 24
}

/** Uniform in [-bound, bound): weights (bound 1/sqrt(fan-in)) and x0 (bound 1). PyTorch's order. */
export function symmetric(stream: number, shape: Shape, bound = 1): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  for (let k = 0; k < values.length; k++) values[k] = (2 * uniformAt(stream, k) - 1) * bound
  return values
}

/** About N(0, 1): element i sums the uniforms 4i .. 4i+3, (sum - 2) sqrt(3). PyTorch's order. */
export function normal(stream: number, shape: Shape): Float32Array {
  const u = (k: number) => uniformAt(stream, k)
  const values = new Float32Array(sizeOf(shape))
  for (let i = 0; i < values.length; i++) {
    const sum = u(4 * i) + u(4 * i + 1) + u(4 * i + 2) + u(4 * i + 3)
    values[i] = (sum - 2) * Math.sqrt(3)
  }
  return values
}

/** `count` timesteps in 0 .. total-1. */
export function timesteps(stream: number, count: number, total: number): Int32Array {
  return Int32Array.from({ length: count }, (_, k) => hashAt(stream, k) % total)
}

/** The count sketch of scripts/golden/encode.py: sees every element, keeps `buckets` sums. */
export function sketch(values: ArrayLike<number>, buckets: number): Float64Array {
  const sums = new Float64Array(buckets)
  for (let k = 0; k < values.length; k++) {
    const word = hashAt(streams.sketch, k)
    sums[word % buckets] += word >>> 31 ? -values[k] : values[k]
  }
  return sums
}

/** PyTorch's images to ours: `shape` is (N, C, H, W), the result is ordered (N, H, W, C). */
export function nchwToNhwc(values: ArrayLike<number>, shape: Shape): Float32Array {
  const [n, c, h, w] = shape
  return swapInner(values, n, c, h * w)
}

/** Our images to PyTorch's: `shape` is (N, H, W, C), the result is ordered (N, C, H, W). */
export function nhwcToNchw(values: ArrayLike<number>, shape: Shape): Float32Array {
  const [n, h, w, c] = shape
  return swapInner(values, n, h * w, c)
}

/** (n, rows, columns) -> (n, columns, rows) */
function swapInner(values: ArrayLike<number>, n: number, rows: number, columns: number) {
  const result = new Float32Array(n * rows * columns)
  for (let i = 0; i < n; i++) {
    const start = i * rows * columns
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        result[start + c * rows + r] = values[start + r * columns + c]
      }
    }
  }
  return result
}
