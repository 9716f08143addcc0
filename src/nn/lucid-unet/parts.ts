/** What all parts of a `lucid-unet` share: what a part is, normalisation, convolutions and residual blocks. */

import type { Graph } from '../../engine/graph.ts'
import { named } from '../../engine/graph.ts'
import type { Tensor } from '../../engine/ops.ts'
import { add, addBias, addRows, multiplyRows, rmsNorm, silu, slice } from '../../engine/trace.ts'
import { conv, type Layer, linear, type Weights } from '../layers.ts'
import { type Parameter, parametersOf } from '../parameters.ts'

/** One prediction under way. */
export interface Pass {
  readonly weights: Weights
  /** The embedding of the timestep, silu'd: (B or 1, 4 base widths). */
  readonly time: Tensor
}

export interface Part {
  readonly parameters: readonly Parameter[]
  /** (B, H, W, C) -> (B, H', W', C') */
  apply(pass: Pass, x: Tensor): Tensor
}

export const graphOf = (x: Tensor) => x.graph as Graph

/** RMSNorm as lucidrains keeps it: `g` is (1, channels, 1, 1). */
export function norm(name: string, channels: number): Layer {
  const gain = `${name}.g`
  return {
    parameters: [
      {
        ...{ name: gain, shape: [1, channels, 1, 1], layout: 'channels' },
        initial: { kind: 'constant', value: 1 },
      },
    ],
    apply: (weights, x) => named(rmsNorm(x, weights(gain)), name),
  }
}

export const same = { kernel: 3, padding: 1 }

/** Factors and shifts of the first block of each residual block, from the timestep. */
function modulated(x: Tensor, rows: Tensor, channels: number): Tensor {
  const ones = graphOf(x).constant(new Float32Array(channels).fill(1), [channels])
  const factors = addBias(slice(rows, 0, channels), ones)
  return addRows(multiplyRows(x, factors), slice(rows, channels, channels))
}

/** (B, H, W, inputs) -> (B, H, W, outputs): two normalised convolutions beside a shortcut. */
export function residual(name: string, inputs: number, outputs: number, timeDim: number): Part {
  const project = linear(`${name}.mlp.1`, timeDim, 2 * outputs)
  const conv1 = conv(`${name}.block1.proj`, inputs, outputs, same)
  const norm1 = norm(`${name}.block1.norm`, outputs)
  const conv2 = conv(`${name}.block2.proj`, outputs, outputs, same)
  const norm2 = norm(`${name}.block2.norm`, outputs)
  const shortcuts =
    inputs === outputs ? [] : [conv(`${name}.res_conv`, inputs, outputs, { kernel: 1 })]
  return {
    parameters: parametersOf([project, conv1, norm1, conv2, norm2, ...shortcuts]),
    apply({ weights, time }, x) {
      const normalised = norm1.apply(weights, conv1.apply(weights, x))
      const h = silu(modulated(normalised, project.apply(weights, time), outputs))
      const last = silu(norm2.apply(weights, conv2.apply(weights, h)))
      return add(
        shortcuts.reduce((input, layer) => layer.apply(weights, input), x),
        last,
      )
    },
  }
}
