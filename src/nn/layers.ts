/** Layers: their parameters as PyTorch names and initialises them, and what they compute. */

import { named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import {
  addBias,
  conv2d,
  convTranspose2d,
  groupNorm,
  embedding as lookUp,
  matmul,
} from '../engine/trace.ts'
import type { Initial, Parameter } from './parameters.ts'

/** Finds a parameter's tensor by its name. */
export type Weights = (name: string) => Tensor

/** Parameters, and what they compute. */
export interface Layer {
  readonly parameters: readonly Parameter[]
  /** Traces what it computes. @param x what the layer before gave; its shape is the layer's own affair */
  apply(weights: Weights, x: Tensor): Tensor
}

/** Default stride 1, padding 0. */
export interface ConvolutionSize {
  readonly kernel: number
  readonly stride?: number
  readonly padding?: number
  /** At the right and lower edges. Default: padding */
  readonly paddingEnd?: number
}

type Compute = (x: Tensor, weight: Tensor) => Tensor

/**
 * A weight and a bias, begun as PyTorch begins Conv2d, ConvTranspose2d and Linear: its
 * kaiming-uniform with a = sqrt(5) comes to +-1/sqrt(fan_in) (He et al. 2015), for biases too.
 */
function layer(
  name: string,
  weight: Pick<Parameter, 'shape' | 'layout'>,
  outputs: number,
  fanIn: number,
  compute: Compute,
): Layer {
  const initial: Initial = { kind: 'uniform', bound: 1 / Math.sqrt(fanIn) }
  return {
    parameters: [
      { name: `${name}.weight`, ...weight, initial },
      { name: `${name}.bias`, shape: [outputs], layout: 'plain', initial },
    ],
    apply: (weights: Weights, x: Tensor) =>
      named(addBias(compute(x, weights(`${name}.weight`)), weights(`${name}.bias`)), name),
  }
}

/** (B, H, W, inputs) -> (B, H', W', outputs) */
export function conv(
  name: string,
  inputs: number,
  outputs: number,
  { kernel, ...size }: ConvolutionSize,
): Layer {
  const shape = [outputs, inputs, kernel, kernel]
  const fanIn = inputs * kernel * kernel
  return layer(name, { shape, layout: 'filter' }, outputs, fanIn, (x, w) => conv2d(x, w, size))
}

/** (B, H, W, inputs) -> (B, H', W', outputs), upwards; fan-in by PyTorch's rule: dimension 1. */
export function convTranspose(
  name: string,
  inputs: number,
  outputs: number,
  { kernel, ...size }: ConvolutionSize,
): Layer {
  const shape = [inputs, outputs, kernel, kernel]
  const fanIn = outputs * kernel * kernel
  const compute: Compute = (x, w) => convTranspose2d(x, w, size)
  return layer(name, { shape, layout: 'filter' }, outputs, fanIn, compute)
}

/** (..., inputs) -> (..., outputs): rows, or each pixel of images. */
export function linear(name: string, inputs: number, outputs: number): Layer {
  const shape = [outputs, inputs]
  return layer(name, { shape, layout: 'matrix' }, outputs, inputs, (x, w) => matmul(x, w))
}

/**
 * Rows (B, inputs) -> (B, outputs), without a bias: rows of zeros give zeros. It begins with zeros, as if it
 * were not there.
 */
export function linearFromZero(name: string, inputs: number, outputs: number): Layer {
  const weight = `${name}.weight`
  const initial: Initial = { kind: 'constant', value: 0 }
  return {
    parameters: [{ name: weight, shape: [outputs, inputs], layout: 'matrix', initial }],
    apply: (weights, x) => named(matmul(x, weights(weight)), name),
  }
}

/** Of `norm`. */
export interface GroupNormalisation {
  /** Must divide the channels. */
  readonly groups: number
  readonly epsilon: number
  /** Whether silu follows. */
  readonly silu: boolean
}

/** (B, H, W, channels) normalised by groups of channels, then scaled and shifted. */
export function norm(name: string, channels: number, options: GroupNormalisation): Layer {
  const [weight, bias] = [`${name}.weight`, `${name}.bias`]
  const filled = (of: string, value: number): Parameter => {
    return { name: of, shape: [channels], layout: 'plain', initial: { kind: 'constant', value } }
  }
  return {
    parameters: [filled(weight, 1), filled(bias, 0)],
    apply: (weights, x) => named(groupNorm(x, weights(weight), weights(bias), options), name),
  }
}

/** Numbers (B), i32, below `rows` -> their rows of a table (B, length). */
export function embedding(name: string, rows: number, length: number): Layer {
  const weight = `${name}.weight`
  return {
    parameters: [
      { name: weight, shape: [rows, length], layout: 'plain', initial: { kind: 'normal' } },
    ],
    apply: (weights, numbers) => named(lookUp(weights(weight), numbers), name),
  }
}
