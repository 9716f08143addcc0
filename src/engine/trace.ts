/** The ops as functions, so that a network reads like its formula. Shapes: see `ops.ts`. */

import type { Shape } from '../base/shape.ts'
import { apply } from './apply.ts'
import type { Convolution, OpAttributes, Tensor } from './ops.ts'

export * from './trace-attention.ts'

/** Default stride 1, padding 0. */
export interface ConvolutionOptions {
  readonly stride?: number
  readonly padding?: number
  /** After the last row and column. Default: padding */
  readonly paddingEnd?: number
}

/** `paddingEnd` only where it is another than the padding: one convolution is written in one manner. */
function convolution({
  stride = 1,
  padding = 0,
  paddingEnd = padding,
}: ConvolutionOptions): Convolution {
  return paddingEnd === padding ? { stride, padding } : { stride, padding, paddingEnd }
}

/** (B, H, W, I), filters (KH, KW, I, O) -> (B, H', W', O), as PyTorch's Conv2d without bias. */
export function conv2d(x: Tensor, w: Tensor, options: ConvolutionOptions = {}): Tensor {
  return apply('conv2d', [x, w], { ...convolution(options), epilogue: [] })
}

/** As PyTorch's ConvTranspose2d with output_padding 0, unless a size is given. */
export function convTranspose2d(
  x: Tensor,
  w: Tensor,
  options: ConvolutionOptions & { readonly outputSize?: readonly [number, number] } = {},
): Tensor {
  const size = convolution(options)
  const { stride, padding, paddingEnd = padding } = size
  const across = (axis: number) =>
    (x.shape[axis] - 1) * stride - padding - paddingEnd + w.shape[axis - 1]
  const outputSize = options.outputSize ?? [across(1), across(2)]
  return apply('convTranspose2d', [x, w], { ...size, outputSize, epilogue: [] })
}

/** x (B, H, W, I), dy (B, H', W', O) -> the gradient of the filters, (KH, KW, I, O). */
export function conv2dFilterGradient(
  x: Tensor,
  dy: Tensor,
  attributes: OpAttributes['conv2dFilterGradient'],
): Tensor {
  return apply('conv2dFilterGradient', [x, dy], attributes)
}

/** (M, K), (K, N) -> (M, N); images (B, H, W, K) count as rows of K. */
export function matmul(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false } = {},
): Tensor {
  return apply('matmul', [a, b], { transposeA, transposeB, epilogue: [] })
}

/** a + b, of one shape. */
export const add = (a: Tensor, b: Tensor) => apply('add', [a, b], {})
/** (..., C) + (C) */
export const addBias = (x: Tensor, bias: Tensor) => apply('addBias', [x, bias], {})
/** (B, H, W, C) + (B or 1, C): one bias per sample and channel. */
export const addRows = (x: Tensor, rows: Tensor) => apply('addRows', [x, rows], {})
/** a b, of one shape. */
export const multiply = (a: Tensor, b: Tensor) => apply('multiply', [a, b], {})
/** (B, H, W, C) times (B or 1, C): one factor per sample and channel. */
export const multiplyRows = (x: Tensor, rows: Tensor) => apply('multiplyRows', [x, rows], {})
/** max(x, 0) */
export const relu = (x: Tensor) => apply('relu', [x], {})
/** Each number brought into low .. high. */
export const clamp = (x: Tensor, low: number, high: number) => apply('clamp', [x], { low, high })
/**
 * Each sample clamped to its percentile of absolute values and divided by it (Saharia et al. 2022,
 * section 2.3).
 */
export const dynamicThreshold = (x: Tensor, percentile: number) =>
  apply('dynamicThreshold', [x], { percentile })
/** x rescaled towards the standard deviation of `like`, by sample; share in 0 .. 1. */
export const matchDeviation = (x: Tensor, like: Tensor, share: number) =>
  apply('matchDeviation', [x, like], { share })
/** dy where y > 0, else 0. */
export const reluGradient = (dy: Tensor, y: Tensor) => apply('reluGradient', [dy, y], {})

/** x sigmoid(x) (Hendrycks and Gimpel 2016). */
export const silu = (x: Tensor) => apply('silu', [x], {})
/** dy times the derivative of silu at x. */
export const siluGradient = (dy: Tensor, x: Tensor) => apply('siluGradient', [dy, x], {})
/** x tanh(log(1 + e^x)) (Misra 2019). */
export const mish = (x: Tensor) => apply('mish', [x], {})
/** dy times the derivative of mish at x. */
export const mishGradient = (dy: Tensor, x: Tensor) => apply('mishGradient', [dy, x], {})
/** x times the normal distribution function at x (Hendrycks and Gimpel 2016). */
export const gelu = (x: Tensor) => apply('gelu', [x], {})
/** dy times the derivative of gelu at x. */
export const geluGradient = (dy: Tensor, x: Tensor) => apply('geluGradient', [dy, x], {})

/** x / (1 - rate), or 0 with probability rate; `origin` (3) and `samples` (B) number the draws. */
export function dropout(
  x: Tensor,
  origin: Tensor,
  samples: Tensor,
  attributes: OpAttributes['dropout'],
): Tensor {
  return apply('dropout', [x, origin, samples], attributes)
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

/** (B, H, W, C) -> (B, C) */
export const sumSpatial = (x: Tensor) => apply('sumSpatial', [x], {})
/** (R, C) -> (C) */
export const sumRows = (x: Tensor) => apply('sumRows', [x], {})
/** The sum of all squares, a scalar. */
export const sumSquares = (x: Tensor) => apply('sumSquares', [x], {})
/** 1 over the root of the sum of all squares, a scalar; `epsilon` is added to the root. */
export const inverseNorm = (x: Tensor, epsilon: number) => apply('inverseNorm', [x], { epsilon })
/** How many numbers are NaN or infinite, a scalar. */
export const countNonFinite = (x: Tensor) => apply('countNonFinite', [x], {})
/** The mean over all numbers of (a - b)^2, a scalar. */
export const meanSquaredError = (a: Tensor, b: Tensor) => apply('meanSquaredError', [a, b], {})
/** The mean of (a - b)^2 over each sample, (B). */
export const meanSquaredErrors = (a: Tensor, b: Tensor) => apply('meanSquaredErrors', [a, b], {})

/**
 * The gradient of the mean squared error with respect to a, times d: a scalar, or one per sample.
 */
export function meanSquaredErrorGradient(a: Tensor, b: Tensor, d: Tensor): Tensor {
  return apply('meanSquaredErrorGradient', [a, b, d], {})
}

/**
 * The mean of -log softmax[label], a scalar.
 * @param logits (..., K)
 * @param labels one per row of the logits, i32
 */
export function crossEntropy(logits: Tensor, labels: Tensor): Tensor {
  return apply('crossEntropy', [logits, labels], {})
}

/** The gradient of `crossEntropy` with respect to the logits, times d. */
export function crossEntropyGradient(logits: Tensor, labels: Tensor, d: Tensor): Tensor {
  return apply('crossEntropyGradient', [logits, labels, d], {})
}

/** The mean of the products of two (B), a scalar. */
export function weightedMean(weights: Tensor, values: Tensor): Tensor {
  return apply('weightedMean', [weights, values], {})
}

/** Tensors side by side along channels. */
export const concat = (...parts: Tensor[]) => apply('concat', parts, {})
/** Tensors one after another as one flat tensor. */
export const pack = (parts: Tensor[]) => apply('pack', parts, {})

/** Channels start .. start + count - 1. */
export function slice(x: Tensor, start: number, count: number): Tensor {
  return apply('slice', [x], { start, count })
}

type Factor = { readonly factor: number }
/** (B, H, W, C) -> (B, H factor, W factor, C): each pixel as a square of pixels. */
export const upsample = (x: Tensor, { factor }: Factor) => apply('upsample', [x], { factor })
/** (B, H factor, W factor, C) -> (B, H, W, C): the sum of each square. */
export const sumPool = (x: Tensor, { factor }: Factor) => apply('sumPool', [x], { factor })

type Block = { readonly block: number }
/** (B, H r, W r, C) -> (B, H, W, C r r), as PyTorch's pixel_unshuffle. */
export const spaceToDepth = (x: Tensor, { block }: Block) => apply('spaceToDepth', [x], { block })
/** (B, H, W, C r r) -> (B, H r, W r, C), as PyTorch's pixel_shuffle. */
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

/** The gradient of `embedding` with respect to its table, (rows, C). */
export function embeddingGradient(values: Tensor, index: Tensor, rows: number): Tensor {
  return apply('embeddingGradient', [values, index], { rows })
}

/** Rows of a table (N, C) by their index (B), i32 -> (B, C). */
export const embedding = (table: Tensor, index: Tensor) => apply('embedding', [table, index], {})

/**
 * Standard normal numbers of a shape; `origin` (3: seed, 0, step) and `samples` (B) number the
 * draws.
 */
export function randomNormal(origin: Tensor, samples: Tensor, stream: number, shape: Shape) {
  return apply('randomNormal', [origin, samples], { stream, shape })
}

/** Writes a value into a state, after all that read it. */
export const assign = (state: Tensor, value: Tensor) => apply('assign', [state, value], {})

/** One step of AdamW (Loshchilov and Hutter 2019) on flat parameters and their moments. */
export function adam(inputs: Tensor[], attributes: OpAttributes['adam']): Tensor {
  return apply('adam', inputs, attributes)
}

/** See `OpAttributes.descend` for the inputs. */
export function descend(inputs: Tensor[], attributes: OpAttributes['descend']): Tensor {
  return apply('descend', inputs, attributes)
}
