/** A `unet`'s options from the names and shapes of its weights, as diffusers saves UNet2DModel. */

import type { WeightShapes } from '../definition.ts'
import { commonDivisor, type UnetOptions } from './options.ts'

/** Of UNet2DModel where nothing is said: norm_num_groups. */
const DIFFUSERS_GROUPS = 32
/** The same: attention_head_dim. */
const DIFFUSERS_HEAD = 8

/** What `of` gives for 0, 1, 2, ..., up to the first undefined. */
function whileThere<Value>(of: (index: number) => Value | undefined): Value[] {
  const values: Value[] = []
  for (let value = of(0); value !== undefined; value = of(values.length)) values.push(value)
  return values
}

/**
 * As far as shapes determine it: the image size is the first from 28 that the levels can halve, heads and
 * groups are diffusers' defaults, patches cannot be distinguished from channels, and each row of a class
 * embedding is a class.
 * @returns undefined where these are not the weights of a UNet2DModel.
 */
export function recogniseUnet(shapes: WeightShapes): UnetOptions | undefined {
  const has = (name: string) => shapes.has(`${name}.weight`)
  const size = (name: string, axis = 0) => shapes.get(`${name}.weight`)?.[axis]
  const channels = size('conv_in', 1)
  const timeDim = size('time_embedding.linear_1')
  const widths = whileThere((level) => size(`down_blocks.${level}.resnets.0.conv1`))
  if (channels === undefined || timeDim === undefined || widths.length === 0) return undefined
  const layers = whileThere((i) => size(`down_blocks.0.resnets.${i}.conv1`))
  const attends = (level: number) => has(`down_blocks.${level}.attentions.0.to_q`)
  const classes = size('class_embedding') ?? 0
  const step = 2 ** (widths.length - 1)
  return {
    ...{ channels, widths, timeDim, patch: 1, imageSize: Math.ceil(28 / step) * step },
    layersPerBlock: layers.length,
    headChannels: DIFFUSERS_HEAD,
    groups: commonDivisor(widths, DIFFUSERS_GROUPS),
    attentionAt: widths.flatMap((_, level) => (attends(level) ? [level] : [])),
    midAttention: has('mid_block.attentions.0.to_q'),
    classes,
    ...(has('augment_embedding') && { augmentCondition: true }),
    // what the last row stands for is not in the shapes; taken for a class, it misleads nobody
    ...(classes > 0 && { anyClass: false }),
  }
}
