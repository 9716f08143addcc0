/** Group normalisation and attention. */

import { sameShape } from '../../base/shape.ts'
import type { OpName, Tensor } from '../ops.ts'
import { demand, f32, type Rules } from './rule.ts'

/** Images, then what normalises them: stats, scale and shift. */
function demandNormalisation(op: OpName, images: readonly Tensor[], rest: readonly Tensor[]): void {
  const [x] = images
  const [stats, scale, shift] = rest
  const channels = x.shape.at(-1) ?? 0
  const perChannel = [scale, shift].every((p) => sameShape(p.shape, [channels]))
  const alike = images.every((image) => sameShape(image.shape, x.shape))
  const fits = x.shape.length === 4 && alike && perChannel && stats.shape[0] === x.shape[0]
  demand(
    fits,
    op,
    [...images, ...rest],
    'images (B, H, W, C), their stats, and a scale and a shift (C)',
  )
}

function demandHeads(op: OpName, inputs: readonly Tensor[], count: number, heads: number): void {
  const [x] = inputs
  const alike = inputs.length === count && inputs.every((each) => sameShape(each.shape, x.shape))
  const fits = x.shape.length === 4 && alike && Number.isInteger(x.shape[3] / heads)
  demand(fits, op, inputs, `${count} images of one shape whose channels divide into ${heads} heads`)
}

/** Tensors of one shape, then a number per channel. */
function demandScaled(op: OpName, inputs: readonly Tensor[], count: number): void {
  const [x, ...rest] = inputs
  const scale = rest.pop()
  const alike = rest.length === count - 1 && rest.every((each) => sameShape(each.shape, x.shape))
  const fits = alike && scale !== undefined && sameShape(scale.shape, x.shape.slice(-1))
  demand(fits, op, inputs, `${count} tensors (..., C) of one shape and a scale (C)`)
}

export const normalisationRules = {
  groupStats: (inputs, { groups }) => {
    const [x] = inputs
    const fits = x.shape.length === 4 && Number.isInteger(x.shape[3] / groups)
    demand(
      fits,
      'groupStats',
      inputs,
      `images (B, H, W, C) whose channels divide into ${groups} groups`,
    )
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
    const [dy, x, stats, scale, shift, sums] = inputs
    demandNormalisation('groupNormGradient', [dy, x], [stats, scale, shift])
    const fits = sameShape(sums.shape, [x.shape[0], 2 * x.shape[3]])
    demand(
      fits,
      'groupNormGradient',
      inputs,
      'images, what normalises them, and two sums per sample and channel',
    )
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
  rmsNorm: (inputs) => {
    demandScaled('rmsNorm', inputs, 1)
    return f32(inputs[0].shape)
  },
  rmsNormGradient: (inputs) => {
    demandScaled('rmsNormGradient', inputs, 2)
    return f32(inputs[0].shape)
  },
  linearAttention: (inputs, { heads }) => {
    demandHeads('linearAttention', inputs, 3, heads)
    return f32(inputs[0].shape)
  },
  linearAttentionGradient: (inputs, { heads }) => {
    demandHeads('linearAttentionGradient', inputs, 4, heads)
    const [{ shape }] = inputs
    return f32([...shape.slice(0, 3), 3 * shape[3]])
  },
} satisfies Partial<Rules>
