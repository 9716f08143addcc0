/** The ops as functions, so that a network reads like its formula. Shapes: see `ops.ts`. */

import { UserError } from './errors.ts'
import type { OpAttributes, OpName, Tensor } from './ops.ts'
import type { Shape } from './shape.ts'

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
export const reluGradient = (dy: Tensor, y: Tensor) => apply('reluGradient', [dy, y], {})

/** x where the mask is above 0, else 0: what the gradient of ReLU computes. */
export const masked = (x: Tensor, mask: Tensor) => reluGradient(x, mask)

/** sum over k of coefficients[:, columns[k]] * terms[k]; columns 0, 1, 2, ... unless given. */
export function mix(
  coefficients: Tensor,
  terms: readonly Tensor[],
  columns: readonly number[] = terms.map((_, k) => k),
): Tensor {
  return apply('mix', [coefficients, ...terms], { columns })
}

export const sumSpatial = (x: Tensor) => apply('sumSpatial', [x], {})
export const sumRows = (x: Tensor) => apply('sumRows', [x], {})
export const sumSquares = (x: Tensor) => apply('sumSquares', [x], {})
export const countNonFinite = (x: Tensor) => apply('countNonFinite', [x], {})
export const meanSquaredError = (a: Tensor, b: Tensor) => apply('meanSquaredError', [a, b], {})

export function meanSquaredErrorGradient(a: Tensor, b: Tensor, d: Tensor): Tensor {
  return apply('meanSquaredErrorGradient', [a, b, d], {})
}

export const concat = (...parts: Tensor[]) => apply('concat', parts, {})
export const pack = (parts: Tensor[]) => apply('pack', parts, {})

export function channels(x: Tensor, start: number, count: number): Tensor {
  return apply('channels', [x], { start, count })
}

/** @throws {UserError} where dim is odd or under 4. */
export function sinusoidalEmbedding(t: Tensor, dim: number): Tensor {
  if (dim % 2 || dim < 4) {
    throw new UserError(`time dimension is ${dim}: use an even number of at least 4`)
  }
  return apply('sinusoidalEmbedding', [t], { dim })
}

export const gatherRows = (table: Tensor, index: Tensor) => apply('gatherRows', [table, index], {})

export function randomNormal(origin: Tensor, samples: Tensor, stream: number, shape: Shape) {
  return apply('randomNormal', [origin, samples], { stream, shape })
}

export const assign = (state: Tensor, value: Tensor) => apply('assign', [state, value], {})

export function adam(inputs: Tensor[], attributes: OpAttributes['adam']): Tensor {
  return apply('adam', inputs, attributes)
}
