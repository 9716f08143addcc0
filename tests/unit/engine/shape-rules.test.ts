import { describe, expect, it } from 'vitest'
import type { Shape } from '../../../src/base/shape.ts'
import { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import * as trace from '../../../src/engine/trace.ts'
import { coded } from '../../coded.ts'

type Make = (...shape: number[]) => Tensor

function maker(): Make & { integers: Make } {
  const graph = new Graph()
  let count = 0
  const floats: Make = (...shape) => graph.input(`x${count++}`, shape)
  const integers: Make = (...shape) => graph.input(`i${count++}`, shape, 'i32')
  return Object.assign(floats, { integers })
}

const stride2 = { stride: 2, padding: 1 }

const right: [string, Shape, (x: ReturnType<typeof maker>) => Tensor][] = [
  ['conv2d', [2, 4, 3, 8], (x) => trace.conv2d(x(2, 7, 5, 3), x(3, 3, 3, 8), stride2)],
  ['conv2d without padding', [1, 5, 4, 1], (x) => trace.conv2d(x(1, 7, 4, 3), x(3, 1, 3, 1))],
  [
    'convTranspose2d',
    [2, 14, 10, 3],
    (x) => trace.convTranspose2d(x(2, 7, 5, 8), x(4, 4, 3, 8), stride2),
  ],
  [
    'convTranspose2d of a size',
    [1, 8, 7, 3],
    (x) => trace.convTranspose2d(x(1, 4, 4, 5), x(3, 3, 3, 5), { ...stride2, outputSize: [8, 7] }),
  ],
  [
    'conv2dFilterGradient',
    [3, 3, 2, 9],
    (x) => trace.conv2dFilterGradient(x(1, 8, 8, 2), x(1, 4, 4, 9), { ...stride2, kernel: [3, 3] }),
  ],
  ['matmul', [4, 6], (x) => trace.matmul(x(4, 5), x(5, 6))],
  ['matmul a', [4, 6], (x) => trace.matmul(x(5, 4), x(5, 6), { transposeA: true })],
  ['matmul b', [4, 6], (x) => trace.matmul(x(4, 5), x(6, 5), { transposeB: true })],
  ['addRows', [2, 3, 3, 4], (x) => trace.addRows(x(2, 3, 3, 4), x(1, 4))],
  [
    'linearCombination',
    [2, 5],
    (x) => trace.linearCombination(x(1, 3), [x(2, 5), x(2, 5)], [2, 0]),
  ],
  ['sumSpatial', [2, 4], (x) => trace.sumSpatial(x(2, 3, 3, 4))],
  ['sumRows', [4], (x) => trace.sumRows(x(2, 4))],
  ['meanSquaredError', [], (x) => trace.meanSquaredError(x(2, 4), x(2, 4))],
  ['crossEntropy', [], (x) => trace.crossEntropy(x(2, 3, 4), x.integers(6))],
  ['crossEntropyGradient', [2, 4], (x) => trace.crossEntropyGradient(x(2, 4), x.integers(2), x())],
  ['meanSquaredErrors', [2], (x) => trace.meanSquaredErrors(x(2, 4), x(2, 4))],
  ['weightedMean', [], (x) => trace.weightedMean(x(4), x(4))],
  ['scale', [2, 4], (x) => trace.scale(x(2, 4), x())],
  ['concat', [2, 9], (x) => trace.concat(x(2, 4), x(2, 3), x(2, 2))],
  ['slice', [2, 3], (x) => trace.slice(x(2, 4), 1, 3)],
  ['pack', [15], (x) => trace.pack([x(2, 4), x(2, 1, 3), x()])],
  ['sinusoidalEmbedding', [3, 32], (x) => trace.sinusoidalEmbedding(x.integers(3), 32)],
  ['embedding', [3, 5], (x) => trace.embedding(x(10, 5), x.integers(3))],
  [
    'randomNormal',
    [2, 4, 4, 1],
    (x) => trace.randomNormal(x.integers(3), x.integers(2), 0, [4, 4, 1]),
  ],
]

describe('shapes', () => {
  it.each(right)('of %s are %j', (_, shape, make) => {
    expect(make(maker()).shape).toEqual(shape)
  })
})

const wrong: [string, string, (x: ReturnType<typeof maker>) => Tensor][] = [
  ['conv2d', '(1, 8, 8, 3), x1 (3, 3, 4, 8)', (x) => trace.conv2d(x(1, 8, 8, 3), x(3, 3, 4, 8))],
  ['conv2d', '(8, 8), x1 (3, 3, 8, 8)', (x) => trace.conv2d(x(8, 8), x(3, 3, 8, 8))],
  [
    'convTranspose2d',
    '(1, 4, 4, 3), x1 (4, 4, 5, 2)',
    (x) => trace.convTranspose2d(x(1, 4, 4, 3), x(4, 4, 5, 2)),
  ],
  [
    'convTranspose2d',
    '(1, 4, 4, 2)',
    (x) => trace.convTranspose2d(x(1, 4, 4, 2), x(4, 4, 5, 2), { stride: 2, outputSize: [9, 14] }),
  ],
  [
    'conv2dFilterGradient',
    '(1, 5, 4, 9)',
    (x) => trace.conv2dFilterGradient(x(1, 8, 8, 2), x(1, 5, 4, 9), { ...stride2, kernel: [3, 3] }),
  ],
  ['matmul', '(4, 5), x1 (4, 6)', (x) => trace.matmul(x(4, 5), x(4, 6))],
  ['matmul', '(4), x1 (4, 6)', (x) => trace.matmul(x(4), x(4, 6))],
  ['add', '(2, 3), x1 (3, 2)', (x) => trace.add(x(2, 3), x(3, 2))],
  ['addBias', '(2, 3), x1 (2)', (x) => trace.addBias(x(2, 3), x(2))],
  ['addRows', '(2, 3, 3, 4), x1 (3, 4)', (x) => trace.addRows(x(2, 3, 3, 4), x(3, 4))],
  ['addRows', '(2, 4), x1 (2, 4)', (x) => trace.addRows(x(2, 4), x(2, 4))],
  ['reluGradient', '(2), x1 (3)', (x) => trace.reluGradient(x(2), x(3))],
  ['matchDeviation', '(2, 3), x1 (2, 4)', (x) => trace.matchDeviation(x(2, 3), x(2, 4), 0.5)],
  ['matchDeviation', '(), x1 ()', (x) => trace.matchDeviation(x(), x(), 0.5)],
  ['matchDeviation', '(2), x1 (2)', (x) => trace.matchDeviation(x(2), x(2), 1.5)],
  ['linearCombination', '(1, 2), x1 (5)', (x) => trace.linearCombination(x(1, 2), [x(5)], [2])],
  ['linearCombination', '(3, 2), x1 (4, 5)', (x) => trace.linearCombination(x(3, 2), [x(4, 5)])],
  [
    'linearCombination',
    '(1, 2), x1 (5), x2 (6)',
    (x) => trace.linearCombination(x(1, 2), [x(5), x(6)]),
  ],
  ['sumSpatial', '(3, 4)', (x) => trace.sumSpatial(x(3, 4))],
  ['sumRows', '(4)', (x) => trace.sumRows(x(4))],
  ['sumSquares', '(2, 4)', (x) => trace.sumSquares(x(2, 4))],
  [
    'descend',
    'x4 (4)',
    (x) => trace.descend([x(6), x(2, 3), x(6), x(6), x(4)], { beta: 0.9, rate: 1 }),
  ],
  [
    'descend',
    '(6), x1 (5)',
    (x) => trace.descend([x(6), x(5), x(6), x(6), x(3)], { beta: 0.9, rate: 1 }),
  ],
  ['meanSquaredError', '(2), x1 (3)', (x) => trace.meanSquaredError(x(2), x(3))],
  ['meanSquaredErrors', '(2), x1 (3)', (x) => trace.meanSquaredErrors(x(2), x(3))],
  ['meanSquaredErrors', '()', (x) => trace.meanSquaredErrors(x(), x())],
  ['weightedMean', '(2), x1 (3)', (x) => trace.weightedMean(x(2), x(3))],
  ['weightedMean', '(2, 1), x1 (2, 1)', (x) => trace.weightedMean(x(2, 1), x(2, 1))],
  ['scale', '(4), x1 (2)', (x) => trace.scale(x(4), x(2))],
  ['meanSquaredErrorGradient', '(2)', (x) => trace.meanSquaredErrorGradient(x(3), x(3), x(2))],
  ['crossEntropy', '(2, 4), i1 (3)', (x) => trace.crossEntropy(x(2, 4), x.integers(3))],
  ['crossEntropy', '(2, 4), x1 (2)', (x) => trace.crossEntropy(x(2, 4), x(2))],
  [
    'crossEntropyGradient',
    'x2 (2)',
    (x) => trace.crossEntropyGradient(x(2, 4), x.integers(2), x(2)),
  ],
  ['concat', '(2, 4), x1 (3, 4)', (x) => trace.concat(x(2, 4), x(3, 4))],
  ['slice', '(2, 4)', (x) => trace.slice(x(2, 4), 2, 3)],
  ['slice', '(2, 4)', (x) => trace.slice(x(2, 4), -1, 3)],
  ['sinusoidalEmbedding', '(3)', (x) => trace.sinusoidalEmbedding(x(3), 32)],
  ['embedding', '(10, 5), x1 (3)', (x) => trace.embedding(x(10, 5), x(3))],
  ['randomNormal', '(3), i1 (2)', (x) => trace.randomNormal(x(3), x.integers(2), 0, [4])],
  ['randomNormal', '(2), i1 (2)', (x) => trace.randomNormal(x.integers(2), x.integers(2), 0, [4])],
  ['assign', '(2), x1 (3)', (x) => trace.assign(x(2), x(3))],
  [
    'adam',
    '(3)',
    (x) =>
      trace.adam([x(4), x(4), x(4), x(4), x(4), x(3)], {
        ...{ beta1: 0, beta2: 0, epsilon: 0, average: true },
      }),
  ],
  [
    'adam',
    '(3)',
    (x) => trace.adam([x(4), x(4), x(4), x(4), x(3)], { beta1: 0, beta2: 0, epsilon: 0 }),
  ],
]

describe('a misfit names the op and the shapes', () => {
  it.each(wrong)('%s of %s', (op, shapes, make) => {
    const attempt = () => make(maker())
    expect(attempt).toThrow(coded('op.inputs-misfit', { op }))
    expect(attempt).toThrow(shapes)
  })

  it.each([0, 2, 7, -4])('sinusoidalEmbedding of %i dimensions', (dim) => {
    const attempt = () => trace.sinusoidalEmbedding(maker().integers(3), dim)
    expect(attempt).toThrow(coded('op.inputs-misfit', { op: 'sinusoidalEmbedding' }))
    expect(attempt).toThrow(`not ${dim}`)
  })

  it('a result without pixels, by its shape', () => {
    const x = maker()
    const attempt = () => trace.conv2d(x(1, 2, 2, 3), x(4, 4, 3, 2))
    expect(attempt).toThrow(coded('shape.size-invalid', { shape: [1, -1, -1, 2] }))
  })
})
