/** Ops that keep the shape of what they are applied to. */

import { sameShape, sizeOf } from '../../base/shape.ts'
import { demand, f32, type Rules, same } from './rule.ts'

const withRows =
  <K extends 'addRows' | 'multiplyRows'>(op: K): Rules[K] =>
  (inputs) => {
    const [x, rows] = inputs
    const perSample = rows.shape[0] === x.shape[0] || rows.shape[0] === 1
    const ranks = x.shape.length === 4 && rows.shape.length === 2
    const fits = ranks && perSample && rows.shape[1] === x.shape[3]
    demand(fits, op, inputs, 'images (B, H, W, C) and rows (B or 1, C)')
    return f32(x.shape)
  }

export const elementwiseRules = {
  add: same('add', 2),
  addBias: (inputs) => {
    const [x, bias] = inputs
    const fits = bias.shape.length === 1 && bias.shape[0] === x.shape.at(-1)
    demand(fits, 'addBias', inputs, 'a tensor (..., C) and a bias (C)')
    return f32(x.shape)
  },
  addRows: withRows('addRows'),
  multiply: same('multiply', 2),
  multiplyRows: withRows('multiplyRows'),
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
    demand(
      fits,
      'matchDeviation',
      inputs,
      'two tensors of samples (B, ...) and a share from 0 to 1',
    )
    return f32(shape)
  },
  reluGradient: same('reluGradient', 2),
  silu: same('silu', 1),
  siluGradient: same('siluGradient', 2),
  mish: same('mish', 1),
  mishGradient: same('mishGradient', 2),
  gelu: same('gelu', 1),
  geluGradient: same('geluGradient', 2),
  dropout: (inputs, { rate }) => {
    const [x, origin, samples] = inputs
    const integers = origin.dtype === 'i32' && samples.dtype === 'i32'
    const fits = integers && sizeOf(origin.shape) === 3 && sameShape(samples.shape, [x.shape[0]])
    const takes = 'samples (B, ...), an origin (3), sample numbers (B) and a rate in [0, 1)'
    demand(fits && rate >= 0 && rate < 1, 'dropout', inputs, takes)
    return f32(x.shape)
  },
  scale: (inputs) => {
    demand(sizeOf(inputs[1].shape) === 1, 'scale', inputs, 'a tensor and a scalar')
    return f32(inputs[0].shape)
  },
  linearCombination: (inputs, { columns }) => {
    const [coefficients, ...terms] = inputs
    const [rows, width] = coefficients.shape
    const alike = terms.every((term) => sameShape(term.shape, terms[0].shape))
    const inside = columns.length === terms.length && columns.every((c) => c < width)
    const perSample = rows === 1 || rows === terms[0]?.shape[0]
    const takes = 'coefficients (B or 1, K), and terms of one shape (B, ...) with a column each'
    demand(alike && inside && perSample, 'linearCombination', inputs, takes)
    return f32(terms[0].shape)
  },
} satisfies Partial<Rules>
