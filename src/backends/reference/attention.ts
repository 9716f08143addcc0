/** Attention over the pixels of a sample, head by head, and its gradient. */

import type { Kernel } from './kernel.ts'
import { rowStart, type Values } from './values.ts'

/** A head of a sample: its first row, its rows, its first channel, its channels. */
interface Head {
  readonly row: number
  readonly rows: number
  readonly channel: number
  readonly channels: number
}

function eachHead(x: Values, heads: number, visit: (head: Head) => void): void {
  const rows = x.rows / x.shape[0]
  const channels = x.width / heads
  for (let row = 0; row < x.rows; row += rows) {
    for (let channel = 0; channel < x.width; channel += channels) {
      visit({ row, rows, channel, channels })
    }
  }
}

/** Index of a head's first number in a row. */
const at = (x: Values, head: Head, row: number) => rowStart(x, head.row + row) + head.channel

/** Scalar product of two rows of a head. */
function dot(a: Values, i: number, b: Values, j: number, head: Head): number {
  const [from, to] = [at(a, head, i), at(b, head, j)]
  let sum = 0
  for (let c = 0; c < head.channels; c++) sum += a.data[from + c] * b.data[to + c]
  return sum
}

/** softmax over all rows j of q_i k_j / sqrt(channels). */
function weightsOf(q: Values, k: Values, head: Head, i: number): Float64Array {
  const scale = 1 / Math.sqrt(head.channels)
  const scores = new Float64Array(head.rows).map((_, j) => scale * dot(q, i, k, j, head))
  const most = scores.reduce((a, b) => Math.max(a, b))
  const powers = scores.map((score) => Math.exp(score - most))
  const sum = powers.reduce((a, b) => a + b)
  return powers.map((power) => power / sum)
}

export const attention: Kernel<'attention'> = ({ tensor, inputs: [q, k, v], output }) => {
  eachHead(q, tensor.attributes.heads, (head) => {
    for (let i = 0; i < head.rows; i++) {
      const weights = weightsOf(q, k, head, i)
      const sums = new Float64Array(head.channels)
      for (let j = 0; j < head.rows; j++) {
        const from = at(v, head, j)
        for (let c = 0; c < head.channels; c++) sums[c] += weights[j] * v.data[from + c]
      }
      output.data.set(sums, at(output, head, i))
    }
  })
}

/**
 * With p = softmax(s): dv_j = sum_i p_ij dy_i, ds_ij = p_ij (dy_i v_j - sum_j p_ij dy_i v_j),
 * dq_i = sum_j ds_ij k_j / sqrt(channels), dk_j = sum_i ds_ij q_i / sqrt(channels).
 */
export const attentionGradient: Kernel<'attentionGradient'> = ({ tensor, inputs, output }) => {
  const [dy, q, k, v] = inputs
  const sums = new Float64Array(output.rows * output.width)
  const add = (part: number, head: Head, row: number, factor: number, x: Values, other: number) => {
    const to = (head.row + row) * output.width + part * q.width + head.channel
    const from = at(x, head, other)
    for (let c = 0; c < head.channels; c++) sums[to + c] += factor * x.data[from + c]
  }
  eachHead(q, tensor.attributes.heads, (head) => {
    const scale = 1 / Math.sqrt(head.channels)
    for (let i = 0; i < head.rows; i++) {
      const weights = weightsOf(q, k, head, i)
      const slopes = weights.map((_, j) => dot(dy, i, v, j, head))
      const mean = slopes.reduce((sum, slope, j) => sum + weights[j] * slope, 0)
      for (let j = 0; j < head.rows; j++) {
        const ds = scale * weights[j] * (slopes[j] - mean)
        add(0, head, i, ds, k, j)
        add(1, head, j, ds, q, i)
        add(2, head, j, weights[j], dy, i)
      }
    }
  })
  for (let row = 0; row < output.rows; row++) {
    const from = row * output.width
    output.data.set(sums.subarray(from, from + output.width), rowStart(output, row))
  }
}
