/** Sums, and losses, which are means. */

import { sameShape, sizeOf } from '../../base/shape.ts'
import type { OpName, Tensor } from '../ops.ts'
import { demand, f32, type Rules, same, scalar } from './rule.ts'

/** Rows of logits, and a label for each. */
function demandLabelled(op: OpName, inputs: readonly Tensor[]): void {
  const [{ shape }, labels] = inputs
  const integers = labels.dtype === 'i32' && labels.shape.length === 1
  const fits = integers && shape.length > 1 && sizeOf(shape.slice(0, -1)) === labels.shape[0]
  demand(fits, op, inputs, 'logits (..., K) and a label per row')
}

export const sumRules = {
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
  inverseNorm: () => scalar,
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
    const perSample = sizeOf(d.shape) === 1 || sameShape(d.shape, a.shape.slice(0, 1))
    const takes = 'two tensors of one shape (B, ...), and the gradient of a scalar or (B)'
    demand(sameShape(a.shape, b.shape) && perSample, 'meanSquaredErrorGradient', inputs, takes)
    return f32(a.shape)
  },
  crossEntropy: (inputs) => {
    demandLabelled('crossEntropy', inputs)
    return scalar
  },
  crossEntropyGradient: (inputs) => {
    demandLabelled('crossEntropyGradient', inputs)
    const isScalar = sizeOf(inputs[2].shape) === 1
    demand(
      isScalar,
      'crossEntropyGradient',
      inputs,
      'logits, a label per row, and the gradient of a scalar',
    )
    return f32(inputs[0].shape)
  },
  weightedMean: (inputs) => {
    const { shape } = same('weightedMean', 2)(inputs, {})
    demand(shape.length === 1, 'weightedMean', inputs, 'weights (B) and values (B)')
    return scalar
  },
} satisfies Partial<Rules>
