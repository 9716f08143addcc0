/** Options of a `unet` that models of other programs have: kept in a model's settings, no flags of a training. */

import { choice, number, numbers, toggle, whole } from '../../base/option-specs.ts'
import { MOST } from '../options.ts'

/** An image of the most pixels a side cannot be halved more often. */
export const MOST_LEVELS = 16

const levels = {
  maxLength: MOST_LEVELS,
  each: { whole: true, min: 0, max: MOST_LEVELS - 1 },
} as const

export const foreignOptions = {
  upAttentionAt: numbers({
    ...{ ...levels, unset: 'the levels of attentionAt' },
    help: 'levels with attention on the up path, where they are others than on the down path',
  }),
  oneHead: toggle({
    default: false,
    help: 'whether attention has one head over all channels of a level, whatever headChannels says',
  }),
  middle: toggle({
    default: true,
    help: 'whether there are residual blocks between the down and the up path',
  }),
  midGroups: whole({
    ...{ min: 0, max: MOST, unset: 'groups, or 0 with scaleShift' },
    help: 'groups of the normalisation before the attention of the middle; 0 for none',
  }),
  midScale: number({
    ...{ above: 0, default: 1 },
    help: 'what the sums of the blocks of the middle are divided by',
  }),
  activation: choice(['silu', 'mish', 'gelu', 'relu'], {
    default: 'silu',
    help: 'activation of the residual blocks',
  }),
  scaleShift: toggle({
    default: false,
    help: 'whether time and class scale the second normalisation of a block, besides shifting it',
  }),
  padEnd: toggle({
    default: false,
    help: 'whether images are halved with zeros at their right and lower edges only',
  }),
  residualDownAt: numbers({
    ...{ ...levels, default: [] },
    help: 'levels that are halved by a residual block instead of a convolution',
  }),
  residualUpAt: numbers({
    ...{ ...levels, default: [] },
    help: 'levels that are doubled by a residual block instead of a convolution',
  }),
  centerInput: toggle({
    default: false,
    help: 'whether the network takes images from 0 to 1, which it brings to -1 to 1 itself',
  }),
}
