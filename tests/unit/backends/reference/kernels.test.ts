/** The judge itself: small cases worked out by hand or from the definition. */

import { describe, expect, it } from 'vitest'
import { Graph } from '../../../../src/engine/graph.ts'
import type { Tensor } from '../../../../src/engine/ops.ts'
import * as trace from '../../../../src/engine/trace.ts'
import { coded } from '../../../coded.ts'
import { evaluate } from '../../engine/support.ts'

type Make = (shape: readonly number[], ...data: number[]) => Tensor

/** The numbers of one tensor made from constants. */
async function compute(make: (numbers: Make, graph: Graph) => Tensor): Promise<number[]> {
  const graph = new Graph()
  const numbers: Make = (shape, ...data) => graph.constant(Float32Array.from(data), shape)
  const { y } = await evaluate(graph, { y: make(numbers, graph) })
  return [...y]
}

describe('convolutions', () => {
  const image = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  const kernel = [1, 10, 100, 1000]

  it('correlate, as PyTorch’s do: the filter is not turned', async () => {
    const y = await compute((n) =>
      trace.conv2d(n([1, 3, 3, 1], ...image), n([2, 2, 1, 1], ...kernel)),
    )
    expect(y).toEqual([5421, 6532, 8754, 9865])
  })

  it('read zeros outside and step by the stride', async () => {
    const options = { stride: 2, padding: 1 }
    const y = await compute((n) =>
      trace.conv2d(n([1, 3, 3, 1], ...image), n([2, 2, 1, 1], ...kernel), options),
    )
    expect(y).toEqual([1000, 3200, 7040, 9865])
  })

  it('mix channels: filters are (KH, KW, I, O)', async () => {
    const y = await compute((n) =>
      trace.conv2d(n([1, 1, 1, 2], 2, 3), n([1, 1, 2, 3], 1, 10, 100, 1, 20, 300)),
    )
    expect(y).toEqual([5, 80, 1100])
  })

  it('transposed, spread each pixel by the filter', async () => {
    const y = await compute((n) =>
      trace.convTranspose2d(n([1, 1, 2, 1], 1, 2), n([2, 2, 1, 1], ...kernel), { stride: 1 }),
    )
    expect(y).toEqual([1, 12, 20, 100, 1200, 2000])
  })

  it('transposed with stride and padding, crop what they spread', async () => {
    const y = await compute((n) =>
      trace.convTranspose2d(n([1, 2, 2, 1], 1, 2, 3, 4), n([2, 2, 1, 1], ...kernel), {
        stride: 2,
        padding: 1,
      }),
    )
    expect(y).toEqual([1000, 200, 30, 4])
  })

  it('have the filter gradient sum x times dy over pixels', async () => {
    const w = await compute((n) =>
      trace.conv2dFilterGradient(n([1, 3, 3, 1], ...image), n([1, 2, 2, 1], 1, 10, 100, 1000), {
        stride: 1,
        padding: 0,
        kernel: [2, 2],
      }),
    )
    expect(w).toEqual([5421, 6532, 8754, 9865])
  })
})

describe('sources', () => {
  it('embed t as sin || cos over half - 1', async () => {
    const y = await compute((_, graph) =>
      trace.sinusoidalEmbedding(graph.constant(Int32Array.of(3), [1]), 6),
    )
    const angles = [3, 0.03, 0.0003]
    const expected = [...angles.map(Math.sin), ...angles.map(Math.cos)]
    y.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 14)
    })
  })

  it('refuse a row that a table does not have', async () => {
    const attempt = compute((n, graph) =>
      trace.embedding(n([2, 1], 5, 6), graph.constant(Int32Array.of(2), [1])),
    )
    await expect(attempt).rejects.toThrow(
      coded('job.index-outside', { op: 'embedding', index: 2, count: 2 }),
    )
  })
})

describe('Adam', () => {
  const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
  const lr = 0.1

  /** Steps on the gradients one after another, from zero. */
  async function steps(gradients: readonly number[], guard = 1) {
    let leaves: readonly Float64Array[] = [0, 0, 0].map((x) => Float64Array.of(x))
    let stepped = 0
    for (const [i, gradient] of gradients.entries()) {
      const graph = new Graph()
      const [p, m, v] = ['p', 'm', 'v'].map((name) => graph.state(name, [1]))
      const others = [graph.input('g', [1]), m, v, graph.input('row', [4])]
      const result = trace.adam([p, ...others, graph.input('guard', [])], options)
      const t = i + 1
      const row = Float64Array.of(lr / (1 - 0.9 ** t), Math.sqrt(1 - 0.999 ** t), 1, 0)
      const g = Float64Array.of(gradient)
      const [was, m0, v0] = leaves
      const given = { p: was, m: m0, v: v0, g, row, guard: Float64Array.of(guard) }
      const after = await evaluate(graph, { result }, given)
      leaves = [after['p'], after['m'], after['v']]
      stepped = after['result'][0]
    }
    return { p: leaves[0][0], m: leaves[1][0], v: leaves[2][0], stepped }
  }

  it('moves by the learning rate at first, whatever the gradient', async () => {
    expect((await steps([2])).p).toBeCloseTo(-lr, 8)
    expect((await steps([-1e-3])).p).toBeCloseTo(lr, 5)
  })

  it('moves on by the corrected moments', async () => {
    const { p, m, v, stepped } = await steps([2, -1])
    expect(m).toBeCloseTo(0.9 * 0.2 - 0.1, 14)
    expect(v).toBeCloseTo(0.999 * 0.004 + 0.001, 14)
    const second = (lr * (m / (1 - 0.81))) / (Math.sqrt(v / (1 - 0.999 ** 2)) + 1e-8)
    expect(p).toBeCloseTo(-lr - second, 8)
    expect(stepped).toBe(1)
  })

  it.each([Number.NaN, Infinity])('does nothing where a guard is %d', async (guard) => {
    expect(await steps([2], guard)).toEqual({ p: 0, m: 0, v: 0, stepped: 0 })
  })
})
