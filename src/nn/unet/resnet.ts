/** diffusers' ResnetBlock2D: two normalised convolutions around a shortcut. */

import type { Graph } from '../../engine/graph.ts'
import type { Tensor } from '../../engine/ops.ts'
import {
  add,
  addBias,
  addRows,
  multiplyRows,
  slice,
  sumPool,
  upsample,
} from '../../engine/trace.ts'
import { conv, linear, norm } from '../layers.ts'
import { parametersOf } from '../parameters.ts'
import type { UnetConfig } from './options.ts'
import { activations, divided, type Part } from './pass.ts'

/** How a block changes the size of its images, and what its sum is divided by. */
export interface ResnetOptions {
  readonly resize?: 'half' | 'double'
  readonly divisor?: number
}

const resizings = {
  half: (x: Tensor) => divided(sumPool(x, { factor: 2 }), 4),
  double: (x: Tensor) => upsample(x, { factor: 2 }),
}

/** x times 1 + the first half of the rows, and the second half added. */
function scaledAndShifted(x: Tensor, rows: Tensor): Tensor {
  const channels = x.shape[3]
  const ones = (x.graph as Graph).constant(new Float32Array(channels).fill(1), [channels])
  const factors = addBias(slice(rows, 0, channels), ones)
  return addRows(multiplyRows(x, factors), slice(rows, channels, channels))
}

/** (B, H, W, inputs) -> (B, H, W, outputs), H and W halved or doubled on request */
export function resnet(
  name: string,
  inputs: number,
  outputs: number,
  config: UnetConfig,
  { resize, divisor = 1 }: ResnetOptions = {},
): Part {
  const { groups, epsilon, timeDim, activation, scaleShift } = config
  const same = { kernel: 3, padding: 1 }
  const folds = activation === 'silu'
  const act = activations[activation]
  const resized = resize ? resizings[resize] : (x: Tensor) => x
  const norm1 = norm(`${name}.norm1`, inputs, { groups, epsilon, silu: folds })
  const conv1 = conv(`${name}.conv1`, inputs, outputs, same)
  const timeProjection = linear(`${name}.time_emb_proj`, timeDim, (scaleShift ? 2 : 1) * outputs)
  const norm2 = norm(`${name}.norm2`, outputs, { groups, epsilon, silu: folds && !scaleShift })
  const conv2 = conv(`${name}.conv2`, outputs, outputs, same)
  const shortcuts =
    inputs === outputs ? [] : [conv(`${name}.conv_shortcut`, inputs, outputs, { kernel: 1 })]
  const layers = [norm1, conv1, timeProjection, norm2, conv2, ...shortcuts]
  return {
    parameters: parametersOf(layers),
    apply({ weights, embedding, dropOut }, x) {
      const time = timeProjection.apply(weights, embedding)
      let h = norm1.apply(weights, x)
      h = conv1.apply(weights, resized(folds ? h : act(h)))
      if (scaleShift) h = act(scaledAndShifted(norm2.apply(weights, h), time))
      else {
        h = norm2.apply(weights, addRows(h, time))
        if (!folds) h = act(h)
      }
      h = dropOut(h)
      // Before conv2, into which the sum is then folded.
      const shortcut = shortcuts.reduce((input, layer) => layer.apply(weights, input), resized(x))
      return divided(add(shortcut, conv2.apply(weights, h)), divisor)
    },
  }
}
