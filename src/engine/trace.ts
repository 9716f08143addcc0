/** The ops as functions, so that a network reads like its formula. Shapes: see `ops.ts`. */

import type { Shape } from '../base/shape.ts'
import type { Normalisation, OpAttributes, OpName, Tensor } from './ops.ts'

function apply<K extends OpName>(op: K, inputs: Tensor[], attributes: OpAttributes[K]): Tensor {
  return inputs[0].graph.add(op, inputs, attributes)
}

export interface ConvolutionOptions {
  readonly stride?: number
  readonly padding?: number
}

export function conv2d(x: Tensor, w: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { stride = 1, padding = 0 } = options
  return apply('conv2d', [x, w], { stride, padding, epilogue: [] })
}

/** As PyTorch's ConvTranspose2d with output_padding 0, unless a size is given. */
export function convTranspose2d(
  x: Tensor,
  w: Tensor,
  options: ConvolutionOptions & { readonly outputSize?: readonly [number, number] } = {},
): Tensor {
  const { stride = 1, padding = 0 } = options
  const size = (axis: number) => (x.shape[axis] - 1) * stride - 2 * padding + w.shape[axis - 1]
  const outputSize = options.outputSize ?? [size(1), size(2)]
  return apply('convTranspose2d', [x, w], { stride, padding, outputSize, epilogue: [] })
}

export function conv2dFilterGradient(
  x: Tensor,
  dy: Tensor,
  attributes: OpAttributes['conv2dFilterGradient'],
): Tensor {
  return apply('conv2dFilterGradient', [x, dy], attributes)
}

export function matmul(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false } = {},
): Tensor {
  return apply('matmul', [a, b], { transposeA, transposeB, epilogue: [] })
}

export const add = (a: Tensor, b: Tensor) => apply('add', [a, b], {})
export const addBias = (x: Tensor, bias: Tensor) => apply('addBias', [x, bias], {})
export const addRows = (x: Tensor, rows: Tensor) => apply('addRows', [x, rows], {})
export const relu = (x: Tensor) => apply('relu', [x], {})
export const clamp = (x: Tensor, low: number, high: number) => apply('clamp', [x], { low, high })
export const dynamicThreshold = (x: Tensor, percentile: number) =>
  apply('dynamicThreshold', [x], { percentile })
export const matchDeviation = (x: Tensor, like: Tensor, share: number) =>
  apply('matchDeviation', [x, like], { share })
export const reluGradient = (dy: Tensor, y: Tensor) => apply('reluGradient', [dy, y], {})

export const silu = (x: Tensor) => apply('silu', [x], {})
export const siluGradient = (dy: Tensor, x: Tensor) => apply('siluGradient', [dy, x], {})

export function dropout(
  x: Tensor,
  origin: Tensor,
  samples: Tensor,
  attributes: OpAttributes['dropout'],
): Tensor {
  return apply('dropout', [x, origin, samples], attributes)
}

export function groupStats(x: Tensor, attributes: OpAttributes['groupStats']): Tensor {
  return apply('groupStats', [x], attributes)
}

/** The op `groupNorm`, by stats that are there already. */
export function normalised(
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNorm', [x, stats, scale, shift], attributes)
}

/**
 * GroupNorm (Wu and He 2018), with silu after it on request.
 * @param x (B, H, W, C), C a multiple of groups
 * @param scale (C)
 * @param shift (C)
 */
export function groupNorm(
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  { groups, epsilon, silu }: { groups: number; epsilon: number; silu: boolean },
): Tensor {
  return normalised(x, groupStats(x, { groups, epsilon }), scale, shift, { groups, silu })
}

export function groupNormSums(
  dy: Tensor,
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNormSums', [dy, x, stats, scale, shift], attributes)
}

export function groupNormGradient(
  dy: Tensor,
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  sums: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNormGradient', [dy, x, stats, scale, shift, sums], attributes)
}

export function attention(q: Tensor, k: Tensor, v: Tensor, attributes: { heads: number }): Tensor {
  return apply('attention', [q, k, v], attributes)
}

export function attentionGradient(
  dy: Tensor,
  q: Tensor,
  k: Tensor,
  v: Tensor,
  attributes: OpAttributes['attentionGradient'],
): Tensor {
  return apply('attentionGradient', [dy, q, k, v], attributes)
}

/** x times a scalar, times a factor known before. */
export function scale(x: Tensor, scalar: Tensor, factor = 1): Tensor {
  return apply('scale', [x, scalar], { factor })
}

/** x where the mask is above 0, else 0: what the gradient of ReLU computes. */
export const masked = (x: Tensor, mask: Tensor) => reluGradient(x, mask)

/** sum over k of coefficients[:, columns[k]] * terms[k]; columns 0, 1, 2, ... unless given. */
export function linearCombination(
  coefficients: Tensor,
  terms: readonly Tensor[],
  columns: readonly number[] = terms.map((_, k) => k),
): Tensor {
  return apply('linearCombination', [coefficients, ...terms], { columns })
}

export const sumSpatial = (x: Tensor) => apply('sumSpatial', [x], {})
export const sumRows = (x: Tensor) => apply('sumRows', [x], {})
export const sumSquares = (x: Tensor) => apply('sumSquares', [x], {})
export const countNonFinite = (x: Tensor) => apply('countNonFinite', [x], {})
export const meanSquaredError = (a: Tensor, b: Tensor) => apply('meanSquaredError', [a, b], {})
export const meanSquaredErrors = (a: Tensor, b: Tensor) => apply('meanSquaredErrors', [a, b], {})

export function meanSquaredErrorGradient(a: Tensor, b: Tensor, d: Tensor): Tensor {
  return apply('meanSquaredErrorGradient', [a, b, d], {})
}

/** @param labels one per row of the logits, i32 */
export function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return apply('crossEntropy', [logits, labels], {})
}

export function crossEntropyGradient(logits: Tensor, labels: Tensor, d: Tensor): Tensor {
  return apply('crossEntropyGradient', [logits, labels, d], {})
}

export function weightedMean(weights: Tensor, values: Tensor): Tensor {
  return apply('weightedMean', [weights, values], {})
}

export const concat = (...parts: Tensor[]) => apply('concat', parts, {})
export const pack = (parts: Tensor[]) => apply('pack', parts, {})

export function slice(x: Tensor, start: number, count: number): Tensor {
  return apply('slice', [x], { start, count })
}

type Factor = { readonly factor: number }
export const upsample = (x: Tensor, { factor }: Factor) => apply('upsample', [x], { factor })
export const sumPool = (x: Tensor, { factor }: Factor) => apply('sumPool', [x], { factor })

type Block = { readonly block: number }
export const spaceToDepth = (x: Tensor, { block }: Block) => apply('spaceToDepth', [x], { block })
export const depthToSpace = (x: Tensor, { block }: Block) => apply('depthToSpace', [x], { block })

/**
 * The notebook's by default: shift 1, sines first.
 * @throws {DdpmError} `op.inputs-misfit` where dim is odd or under 4.
 */
export function sinusoidalEmbedding(
  t: Tensor,
  dim: number,
  { shift = 1, cosinesFirst = false } = {},
): Tensor {
  return apply('sinusoidalEmbedding', [t], { dim, shift, cosinesFirst })
}

export function embeddingGradient(values: Tensor, index: Tensor, rows: number): Tensor {
  return apply('embeddingGradient', [values, index], { rows })
}

export const embedding = (table: Tensor, index: Tensor) => apply('embedding', [table, index], {})

export function randomNormal(origin: Tensor, samples: Tensor, stream: number, shape: Shape) {
  return apply('randomNormal', [origin, samples], { stream, shape })
}

export const assign = (state: Tensor, value: Tensor) => apply('assign', [state, value], {})

export function adam(inputs: Tensor[], attributes: OpAttributes['adam']): Tensor {
  return apply('adam', inputs, attributes)
}
