/** Layers: their parameters as PyTorch names and initialises them, and what they compute. */

import { named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import type { Shape } from '../engine/shape.ts'
import { addBias, conv2d, convTranspose2d, matmul } from '../engine/trace.ts'
import type { Parameter } from './parameters.ts'

/** Finds a parameter's tensor by its name. */
export type Weights = (name: string) => Tensor

export interface Layer {
  readonly parameters: readonly Parameter[]
  apply(weights: Weights, x: Tensor): Tensor
}

export interface ConvolutionSize {
  readonly kernel: number
  readonly stride?: number
  readonly padding?: number
}

type Compute = (x: Tensor, weight: Tensor) => Tensor

function layer(name: string, weight: Shape, outputs: number, fanIn: number, compute: Compute) {
  const bound = 1 / Math.sqrt(fanIn)
  return {
    parameters: [
      { name: `${name}.weight`, shape: weight, bound },
      { name: `${name}.bias`, shape: [outputs], bound },
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
  const weight = [outputs, inputs, kernel, kernel]
  return layer(name, weight, outputs, inputs * kernel * kernel, (x, w) => conv2d(x, w, size))
}

/** (B, H, W, inputs) -> (B, H', W', outputs), upwards; fan-in by PyTorch's rule: dimension 1. */
export function convTranspose(
  name: string,
  inputs: number,
  outputs: number,
  { kernel, ...size }: ConvolutionSize,
): Layer {
  const weight = [inputs, outputs, kernel, kernel]
  const fanIn = outputs * kernel * kernel
  return layer(name, weight, outputs, fanIn, (x, w) => convTranspose2d(x, w, size))
}

/** (B, inputs) -> (B, outputs) */
export function linear(name: string, inputs: number, outputs: number): Layer {
  return layer(name, [outputs, inputs], outputs, inputs, (x, w) => matmul(x, w))
}
