/**
 * Reverse-mode differentiation: a table of rules, one row per op, and one pass backwards. The
 * contractions close under differentiation: conv2d, convTranspose2d and conv2dFilterGradient are
 * each other's gradients, and so is matmul its own.
 */

import { sizeOf } from '../base/shape.ts'
import { engineError } from './errors.ts'
import type { Graph } from './graph.ts'
import type { OpName, Tensor, TensorOf } from './ops.ts'
import {
  add,
  attentionGradient,
  concat,
  conv2d,
  conv2dFilterGradient,
  convTranspose2d,
  crossEntropyGradient,
  depthToSpace,
  dropout,
  dropRows,
  embeddingGradient,
  geluGradient,
  groupNormGradient,
  groupNormSums,
  linearAttentionGradient,
  linearCombination,
  matmul,
  meanSquaredErrorGradient,
  mishGradient,
  multiply,
  multiplyRows,
  prependRows,
  reluGradient,
  rmsNorm,
  rmsNormGradient,
  scale,
  siluGradient,
  slice,
  spaceToDepth,
  sumFirstRows,
  sumPool,
  sumRows,
  sumSpatial,
  upsample,
} from './trace.ts'

/** The gradient of each input, given the output's; a missing one is zero. */
type Rule<K extends OpName> = (tensor: TensorOf<K>, dy: Tensor) => readonly (Tensor | undefined)[]

/** The output does not depend on the inputs in a differentiable way. */
const constant: Rule<OpName> = () => []

/** Differentiable in principle, never needed: nothing trained here is a gradient of a gradient. */
const once: Rule<OpName> = ({ op }) => {
  throw engineError('gradient.undefined', { op })
}

/** Sum of a bias's gradient over everything but channels. */
const channelSum = (dy: Tensor) => sumRows(dy.shape.length === 4 ? sumSpatial(dy) : dy)

const kernelOf = (w: Tensor): [number, number] => [w.shape[0], w.shape[1]]
const graphOf = (x: Tensor) => x.graph as Graph
const sizeOfImage = (x: Tensor): [number, number] => [x.shape[1], x.shape[2]]

export const gradientRules: { readonly [K in OpName]: Rule<K> } = {
  input: constant,
  state: constant,
  constant,
  view: constant,

  conv2d: ({ inputs: [x, w], attributes: { epilogue, ...size } }, dy) => [
    convTranspose2d(dy, w, { ...size, outputSize: sizeOfImage(x) }),
    conv2dFilterGradient(x, dy, { ...size, kernel: kernelOf(w) }),
  ],
  convTranspose2d: ({ inputs: [x, w], attributes: { epilogue, outputSize, ...size } }, dy) => [
    conv2d(dy, w, size),
    conv2dFilterGradient(dy, x, { ...size, kernel: kernelOf(w) }),
  ],
  conv2dFilterGradient: ({ inputs: [x, dyForward], attributes: { kernel, ...size } }, dw) => [
    convTranspose2d(dyForward, dw, { ...size, outputSize: sizeOfImage(x) }),
    conv2d(x, dw, size),
  ],
  matmul: ({ inputs: [a, b], attributes: { transposeA, transposeB } }, dy) => [
    transposeA
      ? matmul(b, dy, { transposeA: transposeB, transposeB: true })
      : matmul(dy, b, { transposeB: !transposeB }),
    transposeB
      ? matmul(dy, a, { transposeA: true, transposeB: transposeA })
      : matmul(a, dy, { transposeA: !transposeA }),
  ],

  add: (_, dy) => [dy, dy],
  addBias: (_, dy) => [dy, channelSum(dy)],
  addRows: ({ inputs: [x, rows] }, dy) => {
    if (rows.shape[0] !== x.shape[0]) return once({ op: 'addRows' } as TensorOf<OpName>, dy)
    return [dy, sumSpatial(dy)]
  },
  multiply: ({ inputs: [a, b] }, dy) => [multiply(dy, b), multiply(dy, a)],
  multiplyRows: ({ inputs: [x, rows] }, dy) => {
    if (rows.shape[0] !== x.shape[0]) return once({ op: 'multiplyRows' } as TensorOf<OpName>, dy)
    return [multiplyRows(dy, rows), sumSpatial(multiply(dy, x))]
  },
  relu: (tensor, dy) => [reluGradient(dy, tensor as Tensor)],
  clamp: once,
  dynamicThreshold: once,
  matchDeviation: once,
  reluGradient: ({ inputs: [, y] }, d) => [reluGradient(d, y), undefined],
  silu: ({ inputs: [x] }, dy) => [siluGradient(dy, x)],
  siluGradient: once,
  mish: ({ inputs: [x] }, dy) => [mishGradient(dy, x)],
  mishGradient: once,
  gelu: ({ inputs: [x] }, dy) => [geluGradient(dy, x)],
  geluGradient: once,
  dropout: ({ inputs: [, origin, samples], attributes }, dy) => [
    dropout(dy, origin, samples, attributes),
  ],
  scale: ({ inputs: [, scalar], attributes: { factor } }, dy) => {
    if (scalar.op !== 'constant') return once({ op: 'scale' } as TensorOf<OpName>, dy)
    return [scale(dy, scalar, factor), undefined]
  },
  linearCombination: ({ inputs: [coefficients, ...terms], attributes: { columns } }, dy) => [
    undefined,
    ...terms.map((_, k) => linearCombination(coefficients, [dy], [columns[k]])),
  ],

  // Of the stats, too: what x does through them is part of the gradient by x.
  groupStats: constant,
  groupNorm: ({ inputs: [x, stats, scale, shift], attributes }, dy) => {
    const sums = groupNormSums(dy, x, stats, scale, shift, attributes)
    const count = x.shape[3]
    return [
      groupNormGradient(dy, x, stats, scale, shift, sums, attributes),
      undefined,
      sumRows(slice(sums, count, count)),
      sumRows(slice(sums, 0, count)),
    ]
  },
  groupNormSums: once,
  groupNormGradient: once,
  attention: ({ inputs: [q, k, v], attributes }, dy) => {
    const gradients = attentionGradient(dy, q, k, v, attributes)
    const count = q.shape[3]
    return [0, 1, 2].map((part) => slice(gradients, part * count, count))
  },
  attentionGradient: once,
  rmsNorm: ({ inputs: [x, scale] }, dy) => {
    const [channels] = scale.shape
    const ones = graphOf(x).constant(new Float32Array(channels).fill(1), [channels])
    return [rmsNormGradient(dy, x, scale), channelSum(multiply(dy, rmsNorm(x, ones)))]
  },
  rmsNormGradient: once,
  linearAttention: ({ inputs: [q, k, v], attributes }, dy) => {
    const gradients = linearAttentionGradient(dy, q, k, v, attributes)
    const count = q.shape[3]
    return [0, 1, 2].map((part) => slice(gradients, part * count, count))
  },
  linearAttentionGradient: once,

  sumSpatial: once,
  sumRows: once,
  sumSquares: once,
  inverseNorm: once,
  countNonFinite: constant,
  meanSquaredError: ({ inputs: [a, b] }, d) => [
    meanSquaredErrorGradient(a, b, d),
    meanSquaredErrorGradient(b, a, d),
  ],
  meanSquaredErrors: ({ inputs: [a, b] }, d) => [
    meanSquaredErrorGradient(a, b, d),
    meanSquaredErrorGradient(b, a, d),
  ],
  meanSquaredErrorGradient: once,
  crossEntropy: ({ inputs: [logits, labels] }, d) => [crossEntropyGradient(logits, labels, d)],
  crossEntropyGradient: once,
  weightedMean: ({ inputs: [weights, values] }, d) => [
    scale(values, d, 1 / values.shape[0]),
    scale(weights, d, 1 / values.shape[0]),
  ],

  concat: ({ inputs }, dy) => {
    let start = 0
    return inputs.map(({ shape }) => {
      const count = shape[shape.length - 1]
      start += count
      return slice(dy, start - count, count)
    })
  },
  // among zeros, which are no more than the tensor: slices of weights, not of images
  slice: ({ inputs: [x], attributes: { start, count } }, dy) => {
    const width = x.shape.at(-1) ?? 1
    const beside = [start, width - start - count]
    const zeros = beside.map((channels) => {
      const shape = [...x.shape.slice(0, -1), channels]
      return channels > 0 ? [graphOf(x).constant(new Float32Array(sizeOf(shape)), shape)] : []
    })
    return [concat(...zeros[0], dy, ...zeros[1])]
  },
  prependRows: ({ inputs: [x, { shape }] }, dy) => [
    dropRows(dy, { rows: shape[0], size: sizeOfImage(x) }),
    sumFirstRows(dy, shape[0]),
  ],
  dropRows: ({ inputs: [x], attributes: { rows } }, dy) => {
    const shape = [rows, x.shape[3]]
    return [prependRows(dy, graphOf(x).constant(new Float32Array(sizeOf(shape)), shape))]
  },
  sumFirstRows: once,
  pack: once,
  upsample: ({ attributes }, dy) => [sumPool(dy, attributes)],
  sumPool: ({ attributes }, dy) => [upsample(dy, attributes)],
  spaceToDepth: ({ attributes }, dy) => [depthToSpace(dy, attributes)],
  depthToSpace: ({ attributes }, dy) => [spaceToDepth(dy, attributes)],

  sinusoidalEmbedding: constant,
  embedding: ({ inputs: [table, index] }, dy) => [embeddingGradient(dy, index, table.shape[0])],
  embeddingGradient: once,
  randomNormal: constant,
  assign: once,
  adam: once,
  descend: once,
}

function backward<K extends OpName>(tensor: TensorOf<K>, dy: Tensor) {
  return gradientRules[tensor.op](tensor, dy)
}

/** Every tensor that leads from one of `sources` to a later tensor. */
function dependents(tensors: readonly Tensor[], sources: readonly Tensor[]): Set<Tensor> {
  const reached = new Set(sources)
  for (const tensor of tensors) {
    if (tensor.inputs.some((input) => reached.has(input))) reached.add(tensor)
  }
  return reached
}

/**
 * Gradients of a scalar with respect to each source, traced into the same graph.
 * @param seed the scalar's own gradient, usually the constant 1
 * @param tensors the graph's tensors up to the scalar, in order
 * @throws {DdpmError} `gradient.unrelated` where a source does not lead to the scalar;
 * `gradient.undefined` where an op on the path has no gradient.
 */
export function gradientsOf(
  scalar: Tensor,
  sources: readonly Tensor[],
  seed: Tensor,
  tensors: readonly Tensor[],
): Tensor[] {
  const order = tensors.slice(0, scalar.id + 1)
  const active = dependents(order, sources)
  const gradients = new Map<Tensor, Tensor>([[scalar, seed]])
  for (const tensor of order.reverse()) {
    const dy = gradients.get(tensor)
    if (!dy || sources.includes(tensor) || !active.has(tensor)) continue
    const before = backward(tensor, dy)
    tensor.inputs.forEach((input, i) => {
      const gradient = before[i]
      if (!gradient || !active.has(input)) return
      const sum = gradients.get(input)
      gradients.set(input, sum ? add(sum, gradient) : gradient)
    })
  }
  return sources.map((source) => {
    const gradient = gradients.get(source)
    if (!gradient) throw engineError('gradient.unrelated', { source: source.label ?? source.op })
    return gradient
  })
}
