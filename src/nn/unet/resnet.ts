/** diffusers' ResnetBlock2D: two normalised convolutions around a shortcut. */

import { add, addRows } from '../../engine/trace.ts'
import { conv, linear, norm } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'
import type { Part } from './pass.ts'

/** (B, H, W, inputs) -> (B, H, W, outputs) */
export function resnet(name: string, inputs: number, outputs: number, config: UnetConfig): Part {
  const { groups, epsilon, timeDim } = config
  const same = { kernel: 3, padding: 1 }
  const norm1 = norm(`${name}.norm1`, inputs, { groups, epsilon, silu: true })
  const conv1 = conv(`${name}.conv1`, inputs, outputs, same)
  const timeProjection = linear(`${name}.time_emb_proj`, timeDim, outputs)
  const norm2 = norm(`${name}.norm2`, outputs, { groups, epsilon, silu: true })
  const conv2 = conv(`${name}.conv2`, outputs, outputs, same)
  const shortcuts =
    inputs === outputs ? [] : [conv(`${name}.conv_shortcut`, inputs, outputs, { kernel: 1 })]
  const layers = [norm1, conv1, timeProjection, norm2, conv2, ...shortcuts]
  return {
    parameters: parametersOf(layers),
    apply({ weights, embedding, dropOut }, x) {
      const time = timeProjection.apply(weights, embedding)
      let h = norm1.apply(weights, x)
      h = addRows(conv1.apply(weights, h), time)
      h = dropOut(norm2.apply(weights, h))
      // Before conv2, into which the sum is then folded.
      const shortcut = shortcuts.reduce((input, layer) => layer.apply(weights, input), x)
      return add(shortcut, conv2.apply(weights, h))
    },
  }
}
