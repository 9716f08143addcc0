/** diffusers' Attention as its U-Nets for images use it: each pixel attends to all, beside a shortcut. */

import { add, attention } from '../../engine/trace.ts'
import { linear, norm } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'
import { divided, type Part } from './pass.ts'

/** (B, H, W, channels) -> the same */
export function selfAttention(
  name: string,
  channels: number,
  config: UnetConfig,
  { groups, divisor } = { groups: config.groups, divisor: 1 },
): Part {
  const { epsilon, headChannels, oneHead } = config
  const heads = oneHead ? 1 : channels / headChannels
  const norms =
    groups > 0 ? [norm(`${name}.group_norm`, channels, { groups, epsilon, silu: false })] : []
  const [toQ, toK, toV, toOut] = ['to_q', 'to_k', 'to_v', 'to_out.0'].map((part) =>
    linear(`${name}.${part}`, channels, channels),
  )
  return {
    parameters: parametersOf([...norms, toQ, toK, toV, toOut]),
    apply({ weights }, x) {
      const h = norms.reduce((input, layer) => layer.apply(weights, input), x)
      const [q, k, v] = [toQ, toK, toV].map((layer) => layer.apply(weights, h))
      const seen = attention(q, k, v, { heads })
      return divided(add(x, toOut.apply(weights, seen)), divisor)
    },
  }
}
