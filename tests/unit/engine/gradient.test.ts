/** Every gradient rule against finite differences of the forward op, in float64. */

import { describe, expect, it } from 'vitest'
import { gradientsOf } from '../../../src/engine/gradient.ts'
import { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import * as trace from '../../../src/engine/trace.ts'
import { coded } from '../../coded.ts'
import { gradientError } from './finite-differences.ts'

const { add, addBias, addRows, concat, conv2d, convTranspose2d, matmul, linearCombination, relu } =
  trace

type Make = (...shape: number[]) => Tensor

/** What central differences are good for; a wrong rule is off by 1e-3 and more. */
const DIFFERENCES = 1e-7

const norm = { groups: 3, epsilon: 1e-5 }

/** Each makes a tensor from inputs, all of which it is differentiated by. */
const rules: Record<string, (x: Make, fixed: Make) => Tensor> = {
  conv2d: (x) => conv2d(x(2, 5, 4, 3), x(3, 3, 3, 2), { padding: 1 }),
  'conv2d, stride 2': (x) => conv2d(x(1, 6, 5, 2), x(3, 3, 2, 3), { stride: 2, padding: 1 }),
  'conv2d, zeros at the end only': (x) =>
    conv2d(x(1, 6, 4, 2), x(3, 3, 2, 3), { stride: 2, paddingEnd: 1 }),
  'conv2d, kernel 4 x 1': (x) => conv2d(x(1, 6, 5, 2), x(4, 1, 2, 1), { stride: 3 }),
  'convTranspose2d, zeros at the end only': (x) =>
    convTranspose2d(x(1, 3, 2, 1), x(3, 3, 2, 1), {
      stride: 2,
      paddingEnd: 1,
      outputSize: [6, 4],
    }),
  convTranspose2d: (x) => convTranspose2d(x(2, 3, 2, 3), x(4, 4, 2, 3), { stride: 2, padding: 1 }),
  'convTranspose2d, a larger size': (x) =>
    convTranspose2d(x(1, 3, 3, 1), x(3, 3, 2, 1), { stride: 2, padding: 1, outputSize: [6, 5] }),
  conv2dFilterGradient: (x) =>
    trace.conv2dFilterGradient(x(2, 5, 4, 2), x(2, 3, 2, 3), {
      stride: 2,
      padding: 1,
      kernel: [3, 3],
    }),
  matmul: (x) => matmul(x(3, 4), x(4, 2)),
  'matmul, a transposed': (x) => matmul(x(4, 3), x(4, 2), { transposeA: true }),
  'matmul, b transposed': (x) => matmul(x(3, 4), x(2, 4), { transposeB: true }),
  'matmul, both transposed': (x) =>
    matmul(x(4, 3), x(2, 4), { transposeA: true, transposeB: true }),
  add: (x) => add(x(2, 3), x(2, 3)),
  'add, one tensor twice': (x) => {
    const twice = x(2, 3)
    return add(twice, twice)
  },
  'addBias of images': (x) => addBias(x(2, 2, 3, 4), x(4)),
  'addBias of rows': (x) => addBias(x(3, 4), x(4)),
  addRows: (x) => addRows(x(2, 2, 3, 4), x(2, 4)),
  relu: (x) => relu(x(4, 5)),
  reluGradient: (x, fixed) => trace.reluGradient(x(4, 5), fixed(4, 5)),
  'linearCombination, per sample': (x, fixed) =>
    linearCombination(fixed(2, 3), [x(2, 2, 2, 3), x(2, 2, 2, 3)], [2, 0]),
  'linearCombination, one row': (x, fixed) => linearCombination(fixed(1, 2), [x(3, 2), x(3, 2)]),
  multiply: (x) => trace.multiply(x(2, 3), x(2, 3)),
  multiplyRows: (x) => trace.multiplyRows(x(2, 2, 3, 4), x(2, 4)),
  'scale, by a constant': (x) => {
    const numbers = x(2, 3)
    return trace.scale(numbers, (numbers.graph as Graph).constant(Float32Array.of(3), []), 0.5)
  },
  silu: (x) => trace.silu(x(4, 5)),
  mish: (x) => trace.mish(x(4, 5)),
  gelu: (x) => trace.gelu(x(4, 5)),
  'matmul of images': (x) => matmul(x(2, 2, 3, 4), x(4, 2)),
  groupNorm: (x) => trace.groupNorm(x(2, 3, 2, 6), x(6), x(6), { ...norm, silu: false }),
  'groupNorm with silu': (x) => trace.groupNorm(x(2, 3, 2, 6), x(6), x(6), { ...norm, silu: true }),
  attention: (x) => trace.attention(x(2, 2, 3, 4), x(2, 2, 3, 4), x(2, 2, 3, 4), { heads: 1 }),
  'attention, two heads': (x) =>
    trace.attention(x(1, 3, 2, 4), x(1, 3, 2, 4), x(1, 3, 2, 4), { heads: 2 }),
  rmsNorm: (x) => trace.rmsNorm(x(2, 2, 3, 4), x(4)),
  linearAttention: (x) =>
    trace.linearAttention(x(2, 2, 3, 4), x(2, 2, 3, 4), x(2, 2, 3, 4), { heads: 2 }),
  slice: (x) => trace.slice(x(3, 6), 1, 3),
  'slice, to the end': (x) => trace.slice(x(2, 2, 1, 6), 4, 2),
  prependRows: (x) => trace.prependRows(x(2, 2, 3, 4), x(3, 4)),
  dropRows: (x) => trace.dropRows(x(2, 1, 8, 3), { rows: 2, size: [3, 2] }),
  upsample: (x) => trace.upsample(x(2, 2, 3, 2), { factor: 2 }),
  sumPool: (x) => trace.sumPool(x(1, 4, 6, 2), { factor: 2 }),
  spaceToDepth: (x) => trace.spaceToDepth(x(2, 4, 6, 2), { block: 2 }),
  depthToSpace: (x) => trace.depthToSpace(x(2, 2, 3, 8), { block: 2 }),
  meanSquaredErrors: (x) => trace.meanSquaredErrors(x(3, 2, 4), x(3, 2, 4)),
  weightedMean: (x) => trace.weightedMean(x(5), x(5)),
  'a weighted mean of errors': (x, fixed) =>
    trace.weightedMean(fixed(3), trace.meanSquaredErrors(x(3, 2, 4), x(3, 2, 4))),
  concat: (x) => concat(x(2, 2, 2, 1), x(2, 2, 2, 3), x(2, 2, 2, 2)),
  'concat, one tensor twice': (x) => {
    const twice = x(3, 2)
    return concat(twice, x(3, 1), twice)
  },
  'a value used by three': (x) => {
    const h = relu(matmul(x(3, 4), x(4, 4)))
    return add(matmul(h, x(4, 4)), add(h, relu(h)))
  },
}

describe('the gradient', () => {
  it.each(Object.entries(rules))('of %s', async (_, make) => {
    const graph = new Graph()
    const sources: Tensor[] = []
    const fixed: Make = (...shape) => graph.input(`x${graph.tensors.length}`, shape)
    const x: Make = (...shape) => {
      sources.push(fixed(...shape))
      return sources[sources.length - 1]
    }
    const y = make(x, fixed)
    expect(await gradientError(graph, y, sources)).toBeLessThan(DIFFERENCES)
  })

  it('of the mean squared error by both sides', async () => {
    const graph = new Graph()
    const a = graph.input('a', [2, 3])
    const b = graph.input('b', [2, 3])
    expect(await gradientError(graph, a, [a, b], b)).toBeLessThan(DIFFERENCES)
  })

  it('of embedding by its table', async () => {
    const graph = new Graph()
    const table = graph.input('table', [4, 3])
    const index = graph.constant(Int32Array.of(2, 0, 2), [3])
    expect(await gradientError(graph, trace.embedding(table, index), [table])).toBeLessThan(
      DIFFERENCES,
    )
  })

  it('of dropout, by the same mask', async () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3, 2, 4])
    const origin = graph.constant(Int32Array.of(1, 2, 3), [3])
    const samples = graph.constant(Int32Array.of(0, 1), [2])
    const y = trace.dropout(x, origin, samples, { rate: 0.5, stream: 9 })
    expect(await gradientError(graph, y, [x])).toBeLessThan(DIFFERENCES)
  })

  it('of the cross-entropy by the logits', async () => {
    const graph = new Graph()
    const logits = graph.input('logits', [3, 4])
    const labels = graph.constant(Int32Array.of(1, 3, 0), [3])
    const loss = trace.crossEntropy(logits, labels)
    expect(await gradientError(graph, loss, [logits])).toBeLessThan(1e-8)
  })

  it('goes through a source to nothing behind it', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const h = relu(x)
    const loss = trace.meanSquaredError(relu(h), graph.input('y', [2]))
    const seed = graph.constant(Float32Array.of(1), [])
    expect(() => gradientsOf(loss, [h], seed, graph.tensors)).not.toThrow()
  })

  it('by what does not affect the loss is an error that names it', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const stranger = graph.input('stranger', [2])
    const loss = trace.meanSquaredError(relu(x), x)
    const seed = graph.constant(Float32Array.of(1), [])
    const attempt = () => gradientsOf(loss, [stranger], seed, graph.tensors)
    expect(attempt).toThrow(coded('gradient.unrelated', { source: 'stranger' }))
  })

  it.each([
    ['sumRows', (x: Tensor) => trace.sumRows(x)],
    ['rmsNormGradient', (x: Tensor) => trace.rmsNormGradient(x, x, trace.sumRows(x))],
  ])('of %s, which is only used after differentiation, is refused', (op, make) => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3])
    const y = make(x)
    const loss = trace.meanSquaredError(y, graph.input('y', y.shape))
    const seed = graph.constant(Float32Array.of(1), [])
    expect(() => gradientsOf(loss, [x], seed, graph.tensors)).toThrow(
      coded('gradient.undefined', { op }),
    )
  })
})
