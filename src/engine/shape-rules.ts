/** What each op demands of its inputs and what shape it gives: checked as the graph is traced. */

import { UserError } from './errors.ts'
import type { Convolution, DType, OpAttributes, OpName, Tensor } from './ops.ts'
import { checkShape, type Shape, sameShape, showShape, sizeOf } from './shape.ts'

export interface TensorType {
  readonly shape: Shape
  readonly dtype: DType
}

type Rule<K extends OpName> = (inputs: readonly Tensor[], attributes: OpAttributes[K]) => TensorType

const f32 = (shape: Shape): TensorType => ({ shape, dtype: 'f32' })
const scalar: TensorType = f32([])

function demand(condition: boolean, op: OpName, inputs: readonly Tensor[], rule: string): void {
  if (condition) return
  const given = inputs.map((input) => `${input.label ?? input.op} ${showShape(input.shape)}`)
  throw new UserError(`${op} cannot take ${given.join(', ')}: ${rule}`)
}

/** Output size of a convolution along one axis. */
export function convolvedSize(size: number, kernel: number, { stride, padding }: Convolution) {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1
}

const same =
  (op: OpName, count: number): Rule<OpName> =>
  (inputs) => {
    const [first, ...rest] = inputs
    const alike = inputs.length === count && rest.every((x) => sameShape(x.shape, first.shape))
    demand(alike, op, inputs, `it takes ${count} of one shape`)
    return f32(first.shape)
  }

/** (B, H, W) of an image convolved with a filter. */
function convolved(x: Shape, kernel: readonly [number, number], attributes: Convolution): Shape {
  return [
    x[0],
    convolvedSize(x[1], kernel[0], attributes),
    convolvedSize(x[2], kernel[1], attributes),
  ]
}

/** (rows, columns): every size but the last as one. */
function matrixOf({ shape }: Tensor): number[] {
  const columns = shape.at(-1) ?? 1
  return [sizeOf(shape) / columns, columns]
}

/** Images, then what normalises them: moments, scale and shift. */
function demandNormalisation(op: OpName, images: readonly Tensor[], rest: readonly Tensor[]): void {
  const [x] = images
  const [moments, scale, shift] = rest
  const channels = x.shape.at(-1) ?? 0
  const perChannel = [scale, shift].every((p) => sameShape(p.shape, [channels]))
  const alike = images.every((image) => sameShape(image.shape, x.shape))
  const fits = x.shape.length === 4 && alike && perChannel && moments.shape[0] === x.shape[0]
  demand(fits, op, [...images, ...rest], 'images, their moments, a scale and a shift per channel')
}

/** (B, H, W, C) with H and W divided, or multiplied, by a factor. */
function resized(op: OpName, inputs: readonly Tensor[], factor: number, channels: number) {
  const [x] = inputs
  const [samples, height, width] = x.shape
  const size = [height * factor, width * factor]
  const fits = x.shape.length === 4 && [...size, channels].every(Number.isInteger)
  demand(fits, op, inputs, 'images whose sizes divide by the factor')
  return f32(checkShape([samples, ...size, channels], `the result of ${op}`))
}

function demandHeads(op: OpName, inputs: readonly Tensor[], count: number, heads: number): void {
  const [x] = inputs
  const alike = inputs.length === count && inputs.every((each) => sameShape(each.shape, x.shape))
  const fits = x.shape.length === 4 && alike && Number.isInteger(x.shape[3] / heads)
  demand(fits, op, inputs, 'images of one shape whose channels divide by the heads')
}

/** Rows of logits, and a label for each. */
function demandLabelled(op: OpName, inputs: readonly Tensor[]): void {
  const [{ shape }, labels] = inputs
  const integers = labels.dtype === 'i32' && labels.shape.length === 1
  const fits = integers && shape.length > 1 && sizeOf(shape.slice(0, -1)) === labels.shape[0]
  demand(fits, op, inputs, 'logits (..., K) and one label per row')
}

export const shapeRules: { readonly [K in OpName]: Rule<K> } = {
  input: () => {
    throw new TypeError('leaves state their own type')
  },
  state: () => {
    throw new TypeError('leaves state their own type')
  },
  constant: () => {
    throw new TypeError('leaves state their own type')
  },
  window: () => {
    throw new TypeError('leaves state their own type')
  },

  conv2d: (inputs, attributes) => {
    const [x, w] = inputs
    const fits = x.shape.length === 4 && w.shape.length === 4 && x.shape[3] === w.shape[2]
    demand(fits, 'conv2d', inputs, 'images (B, H, W, I) and a filter (KH, KW, I, O)')
    const shape = [...convolved(x.shape, [w.shape[0], w.shape[1]], attributes), w.shape[3]]
    return f32(checkShape(shape, 'the result of conv2d'))
  },
  convTranspose2d: (inputs, attributes) => {
    const [x, w] = inputs
    const [height, width] = attributes.outputSize
    const shape = [x.shape[0], height, width, w.shape[2]]
    const back = convolved(shape, [w.shape[0], w.shape[1]], attributes)
    const fits = x.shape[3] === w.shape[3] && sameShape(back, x.shape.slice(0, 3))
    demand(fits, 'convTranspose2d', inputs, 'conv2d of the result must give the input back')
    return f32(shape)
  },
  conv2dFilterGradient: (inputs, attributes) => {
    const [x, dy] = inputs
    const forward = convolved(x.shape, attributes.kernel, attributes)
    const fits = sameShape(forward, dy.shape.slice(0, 3))
    demand(fits, 'conv2dFilterGradient', inputs, 'conv2d of the first must have the second’s size')
    return f32([...attributes.kernel, x.shape[3], dy.shape[3]])
  },
  matmul: (inputs, { transposeA, transposeB }) => {
    const [a, b] = inputs
    const left = transposeA ? matrixOf(a).reverse() : matrixOf(a)
    const right = transposeB ? matrixOf(b).reverse() : matrixOf(b)
    const fits = a.shape.length >= 2 && b.shape.length >= 2 && left[1] === right[0]
    demand(fits, 'matmul', inputs, 'two matrices with one inner size')
    const outer = transposeA ? [left[0]] : a.shape.slice(0, -1)
    return f32([...outer, right[1]])
  },

  add: same('add', 2),
  addBias: (inputs) => {
    const [x, bias] = inputs
    const fits = bias.shape.length === 1 && bias.shape[0] === x.shape.at(-1)
    demand(fits, 'addBias', inputs, 'one bias per channel')
    return f32(x.shape)
  },
  addRows: (inputs) => {
    const [x, rows] = inputs
    const perSample = rows.shape[0] === x.shape[0] || rows.shape[0] === 1
    const ranks = x.shape.length === 4 && rows.shape.length === 2
    const fits = ranks && perSample && rows.shape[1] === x.shape[3]
    demand(fits, 'addRows', inputs, 'images and a row of channels per sample, or one for all')
    return f32(x.shape)
  },
  relu: same('relu', 1),
  clamp: same('clamp', 1),
  dynamicThreshold: (inputs, { percentile }) => {
    const fits = inputs[0].shape.length > 0 && percentile >= 0 && percentile <= 1
    demand(fits, 'dynamicThreshold', inputs, 'samples (B, ...) and a percentile from 0 to 1')
    return f32(inputs[0].shape)
  },
  matchDeviation: (inputs, { share }) => {
    const { shape } = same('matchDeviation', 2)(inputs, {})
    const fits = shape.length > 0 && share >= 0 && share <= 1
    demand(fits, 'matchDeviation', inputs, 'samples (B, ...) and a share from 0 to 1')
    return f32(shape)
  },
  reluGradient: same('reluGradient', 2),
  silu: same('silu', 1),
  siluGradient: same('siluGradient', 2),
  dropout: (inputs, { rate }) => {
    const [x, origin, samples] = inputs
    const integers = origin.dtype === 'i32' && samples.dtype === 'i32'
    const fits = integers && sizeOf(origin.shape) === 3 && sameShape(samples.shape, [x.shape[0]])
    demand(fits, 'dropout', inputs, 'an origin (3) and sample numbers (B)')
    demand(rate >= 0 && rate < 1, 'dropout', inputs, `and a rate in [0, 1), not ${rate}`)
    return f32(x.shape)
  },
  scale: (inputs) => {
    demand(sizeOf(inputs[1].shape) === 1, 'scale', inputs, 'any tensor and a scalar')
    return f32(inputs[0].shape)
  },
  mix: (inputs, { columns }) => {
    const [coefficients, ...terms] = inputs
    const [rows, width] = coefficients.shape
    const alike = terms.every((term) => sameShape(term.shape, terms[0].shape))
    const inside = columns.length === terms.length && columns.every((c) => c < width)
    demand(alike && inside, 'mix', inputs, 'a column of coefficients per term, terms of one shape')
    demand(rows === 1 || rows === terms[0].shape[0], 'mix', inputs, 'coefficients per sample or 1')
    return f32(terms[0].shape)
  },

  groupMoments: (inputs, { groups }) => {
    const [x] = inputs
    const fits = x.shape.length === 4 && Number.isInteger(x.shape[3] / groups)
    demand(fits, 'groupMoments', inputs, `images whose channels divide by ${groups} groups`)
    return f32([x.shape[0], 2 * groups])
  },
  groupNorm: (inputs) => {
    const [x, ...rest] = inputs
    demandNormalisation('groupNorm', [x], rest)
    return f32(x.shape)
  },
  groupNormSums: (inputs) => {
    const [dy, x, ...rest] = inputs
    demandNormalisation('groupNormSums', [dy, x], rest)
    return f32([x.shape[0], 2 * x.shape[3]])
  },
  groupNormGradient: (inputs) => {
    const [dy, x, moments, scale, shift, sums] = inputs
    demandNormalisation('groupNormGradient', [dy, x], [moments, scale, shift])
    const fits = sameShape(sums.shape, [x.shape[0], 2 * x.shape[3]])
    demand(fits, 'groupNormGradient', inputs, 'and two sums per sample and channel')
    return f32(x.shape)
  },
  attention: (inputs, { heads }) => {
    demandHeads('attention', inputs, 3, heads)
    return f32(inputs[0].shape)
  },
  attentionGradient: (inputs, { heads }) => {
    demandHeads('attentionGradient', inputs, 4, heads)
    const [{ shape }] = inputs
    return f32([...shape.slice(0, 3), 3 * shape[3]])
  },

  sumSpatial: (inputs) => {
    const [x] = inputs
    demand(x.shape.length === 4, 'sumSpatial', inputs, 'images (B, H, W, C)')
    return f32([x.shape[0], x.shape[3]])
  },
  sumRows: (inputs) => {
    demand(inputs[0].shape.length === 2, 'sumRows', inputs, 'a matrix')
    return f32([inputs[0].shape[1]])
  },
  sumSquares: (inputs) => {
    demand(inputs[0].shape.length === 1, 'sumSquares', inputs, 'a flat tensor')
    return scalar
  },
  countNonFinite: () => scalar,
  meanSquaredError: (inputs) => {
    same('meanSquaredError', 2)(inputs, {})
    return scalar
  },
  meanSquaredErrors: (inputs) => {
    const { shape } = same('meanSquaredErrors', 2)(inputs, {})
    demand(shape.length > 0, 'meanSquaredErrors', inputs, 'samples (B, ...)')
    return f32([shape[0]])
  },
  meanSquaredErrorGradient: (inputs) => {
    const [a, b, d] = inputs
    demand(sameShape(a.shape, b.shape), 'meanSquaredErrorGradient', inputs, 'two of one shape')
    const fits = sizeOf(d.shape) === 1 || sameShape(d.shape, a.shape.slice(0, 1))
    demand(fits, 'meanSquaredErrorGradient', inputs, 'and the gradient of a scalar or (B)')
    return f32(a.shape)
  },
  crossEntropy: (inputs) => {
    demandLabelled('crossEntropy', inputs)
    return scalar
  },
  crossEntropyGradient: (inputs) => {
    demandLabelled('crossEntropyGradient', inputs)
    const isScalar = sizeOf(inputs[2].shape) === 1
    demand(isScalar, 'crossEntropyGradient', inputs, 'and the scalar’s gradient')
    return f32(inputs[0].shape)
  },
  weightedMean: (inputs) => {
    const { shape } = same('weightedMean', 2)(inputs, {})
    demand(shape.length === 1, 'weightedMean', inputs, 'weights (B) and values (B)')
    return scalar
  },

  concat: (inputs) => {
    const [first, ...rest] = inputs
    const outer = first.shape.slice(0, -1)
    const fits = rest.every((x) => sameShape(x.shape.slice(0, -1), outer))
    demand(fits, 'concat', inputs, 'everything but the channels must agree')
    return f32([...outer, inputs.reduce((sum, x) => sum + (x.shape.at(-1) ?? 0), 0)])
  },
  channels: (inputs, { start, count }) => {
    const [x] = inputs
    const fits = start >= 0 && count >= 1 && start + count <= (x.shape.at(-1) ?? 0)
    demand(fits, 'channels', inputs, `channels ${start} to ${start + count - 1} must exist`)
    return f32([...x.shape.slice(0, -1), count])
  },
  pack: (inputs) => f32([inputs.reduce((sum, x) => sum + sizeOf(x.shape), 0)]),
  upsample: (inputs, { factor }) => resized('upsample', inputs, factor, inputs[0].shape[3]),
  sumPool: (inputs, { factor }) => resized('sumPool', inputs, 1 / factor, inputs[0].shape[3]),
  spaceToDepth: (inputs, { block }) =>
    resized('spaceToDepth', inputs, 1 / block, inputs[0].shape[3] * block * block),
  depthToSpace: (inputs, { block }) =>
    resized('depthToSpace', inputs, block, inputs[0].shape[3] / (block * block)),

  sinusoidalEmbedding: (inputs, { dim }) => {
    const [t] = inputs
    const fits = t.dtype === 'i32' && t.shape.length === 1 && dim >= 4 && dim % 2 === 0
    demand(fits, 'sinusoidalEmbedding', inputs, 'timesteps (B) and an even dim of at least 4')
    return f32([t.shape[0], dim])
  },
  gatherRows: (inputs) => {
    const [table, index] = inputs
    const fits = table.shape.length === 2 && index.dtype === 'i32' && index.shape.length === 1
    demand(fits, 'gatherRows', inputs, 'a table (T, n) and indices (B)')
    return f32([index.shape[0], table.shape[1]])
  },
  scatterRows: (inputs, { rows }) => {
    const [values, index] = inputs
    const matches = index.dtype === 'i32' && sameShape(index.shape, [values.shape[0]])
    demand(
      values.shape.length === 2 && matches,
      'scatterRows',
      inputs,
      'values (B, n), indices (B)',
    )
    return f32([rows, values.shape[1]])
  },
  randomNormal: (inputs, { shape }) => {
    const [origin, samples] = inputs
    const integers = origin.dtype === 'i32' && samples.dtype === 'i32'
    const fits = integers && sizeOf(origin.shape) === 3 && samples.shape.length === 1
    demand(fits, 'randomNormal', inputs, 'an origin (3) and sample numbers (B)')
    return f32([samples.shape[0], ...shape])
  },

  assign: (inputs) => same('assign', 2)(inputs, {}),
  adam: (inputs, { average }) => {
    const [parameters, gradients, m, v, row, ...rest] = inputs
    const flat = [parameters, gradients, m, v, ...(average ? rest.slice(0, 1) : [])]
    same('adam', average ? 5 : 4)(flat, {})
    demand(sizeOf(row.shape) === 4, 'adam', inputs, 'a row of 4 numbers')
    return scalar
  },
}
