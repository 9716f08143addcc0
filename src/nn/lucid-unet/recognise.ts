/** A `lucid-unet`'s options from the names and shapes of its weights, as lucidrains' Unet saves them. */

import type { WeightShapes } from '../definition.ts'
import type { LucidUnetOptions } from './options.ts'

/** Levels while there are some. */
function levelsIn(shapes: WeightShapes): number {
  let level = 0
  while (shapes.has(`downs.${level}.2.mem_kv`)) level++
  return level
}

/**
 * The image size is not in the weights: 32 is assumed, or the next size that the levels can halve.
 * @returns undefined where these are not the weights of lucidrains' Unet, or one with options that are not known
 * here: conditioned on itself, with learned variance, or with heads that differ from level to level
 */
export function recogniseLucidUnet(shapes: WeightShapes): LucidUnetOptions | undefined {
  const first = shapes.get('init_conv.weight')
  const last = shapes.get('final_conv.weight')
  const timeIn = shapes.get('time_mlp.1.weight')
  const memory = shapes.get('mid_attn.mem_kv')
  const count = levelsIn(shapes)
  if (!first || !last || !timeIn || memory?.length !== 4 || count === 0) return undefined
  if (first[1] !== last[0] || timeIn[0] !== 4 * timeIn[1]) return undefined
  const levels = Array.from({ length: count }, (_, level) => level)
  const outputs = levels.map((level) => {
    const next = shapes.get(`downs.${level}.3.1.weight`) ?? shapes.get(`downs.${level}.3.weight`)
    return next?.[0]
  })
  const widths = outputs.filter((width) => width !== undefined)
  if (widths.length < count) return undefined
  const step = 2 ** (count - 1)
  return {
    ...{ channels: first[1], widths, imageSize: Math.ceil(32 / step) * step },
    ...{ initialWidth: first[0], baseWidth: timeIn[1] },
    ...{ heads: memory[1], memory: memory[2], headChannels: memory[3] },
    fullAttentionAt: levels.filter((level) => shapes.has(`downs.${level}.2.to_out.weight`)),
  }
}
