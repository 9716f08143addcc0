/** diffusers' Attention as its U-Nets for images use it: each pixel attends to all, beside a shortcut. */

import { add, attention } from '../../engine/trace.ts'
import { linear, norm } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'
import type { Part } from './pass.ts'

/** (B, H, W, channels) -> the same */
export function selfAttention(name: string, channels: number, config: UnetConfig): Part {
  const { groups, epsilon, headChannels } = config
  const groupNorm = norm(`${name}.group_norm`, channels, { groups, epsilon, silu: false })
  const [toQ, toK, toV, toOut] = ['to_q', 'to_k', 'to_v', 'to_out.0'].map((part) =>
    linear(`${name}.${part}`, channels, channels),
  )
  return {
    parameters: parametersOf([groupNorm, toQ, toK, toV, toOut]),
    apply({ weights }, x) {
      const h = groupNorm.apply(weights, x)
      const [q, k, v] = [toQ, toK, toV].map((layer) => layer.apply(weights, h))
      const seen = attention(q, k, v, { heads: channels / headChannels })
      return add(x, toOut.apply(weights, seen))
    },
  }
}
