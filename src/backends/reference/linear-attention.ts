/** Linear attention over the pixels of a sample, head by head, and its gradient (Shen et al. 2018). */

import type { Kernel } from './kernel.ts'
import { rowStart, type Values } from './values.ts'

/** Rows of a head's channels, as numbers of their own. */
type Matrix = readonly Float64Array[]

/** A head of a sample: its first row, its rows, its first channel, its channels. */
interface Head {
  readonly row: number
  readonly rows: number
  readonly channel: number
  readonly channels: number
}

function headsOf(x: Values, heads: number): Head[] {
  const rows = x.rows / x.shape[0]
  const channels = x.width / heads
  return Array.from({ length: x.shape[0] * heads }, (_, i) => ({
    ...{ row: Math.floor(i / heads) * rows, rows, channel: (i % heads) * channels, channels },
  }))
}

function read(x: Values, { row, rows, channel, channels }: Head): Matrix {
  return Array.from({ length: rows }, (_, i) => {
    const start = rowStart(x, row + i) + channel
    return Float64Array.from({ length: channels }, (__, c) => x.data[start + c])
  })
}

function write(y: Values, { row, channel }: Head, numbers: Matrix, part = 0): void {
  numbers.forEach((each, i) => {
    y.data.set(each, rowStart(y, row + i) + part + channel)
  })
}

function softmax(numbers: Float64Array): Float64Array {
  const most = numbers.reduce((a, b) => Math.max(a, b))
  const powers = numbers.map((number) => Math.exp(number - most))
  const sum = powers.reduce((a, b) => a + b)
  return powers.map((power) => power / sum)
}

const turned = (x: Matrix): Matrix =>
  Array.from(x[0], (_, c) => Float64Array.from(x, (row) => row[c]))

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0)

/** a (M, K), b (N, K) -> a b^T (M, N) */
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => Float64Array.from(b, (other) => dot(row, other)))

/** The gradient of softmax along rows: p (dp - sum of p dp). */
const behindSoftmax = (p: Matrix, dp: Matrix): Matrix =>
  p.map((row, i) => {
    const mean = dot(row, dp[i])
    return row.map((weight, c) => weight * (dp[i][c] - mean))
  })

/** q's softmax (N, D) over channels, k's (D, N) over pixels, v turned (D, N), and k v (D, D). */
function parts(q: Values, k: Values, v: Values, head: Head) {
  const weights = read(q, head).map(softmax)
  const keys = turned(read(k, head)).map(softmax)
  const values = turned(read(v, head))
  return { weights, keys, values, context: times(keys, values) }
}

export const linearAttention: Kernel<'linearAttention'> = ({ tensor, inputs, output }) => {
  const [q, k, v] = inputs
  for (const head of headsOf(q, tensor.attributes.heads)) {
    const { weights, context } = parts(q, k, v, head)
    const scale = 1 / Math.sqrt(head.channels)
    const scaled = weights.map((row) => row.map((weight) => scale * weight))
    write(output, head, times(scaled, turned(context)))
  }
}

/**
 * With p = softmax(q), s = softmax(k), c = s^T v: dp = dy c^T and dc = p^T dy, both scaled; dv = s dc and
 * ds = v dc^T; then dq and dk behind their softmaxes.
 */
export const linearAttentionGradient: Kernel<'linearAttentionGradient'> = (call) => {
  const { tensor, inputs, output } = call
  const [dyAll, q, k, v] = inputs
  for (const head of headsOf(q, tensor.attributes.heads)) {
    const { weights, keys, values, context } = parts(q, k, v, head)
    const scale = 1 / Math.sqrt(head.channels)
    const dy = read(dyAll, head).map((row) => row.map((number) => scale * number))
    const dContext = times(turned(weights), turned(dy))
    const dKeys = times(dContext, turned(values))
    write(output, head, behindSoftmax(weights, times(dy, context)))
    write(output, head, turned(behindSoftmax(keys, dKeys)), q.width)
    write(output, head, times(turned(keys), turned(dContext)), 2 * q.width)
  }
}
