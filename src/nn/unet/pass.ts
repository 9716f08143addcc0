/** One prediction under way: what all parts of a `unet` share, and what a part is. */

import type { Graph } from '../../engine/graph.ts'
import type { Tensor } from '../../engine/ops.ts'
import { streams } from '../../engine/random.ts'
import { dropout, gelu, mish, relu, scale, silu } from '../../engine/trace.ts'
import type { Weights } from '../layers.ts'
import type { Conditions } from '../network.ts'
import type { Parameter } from '../parameters.ts'

export interface Pass {
  readonly weights: Weights
  /** The embedding of time and class that every residual block gets: (B or 1, timeDim), after the activation. */
  readonly embedding: Tensor
  /** While training, drops numbers, at each call by masks of their own; else gives x back. */
  dropOut(x: Tensor): Tensor
}

export interface Part {
  readonly parameters: readonly Parameter[]
  /** (B, H, W, C) -> (B, H', W', C') */
  apply(pass: Pass, x: Tensor): Tensor
}

/** Activations by name. */
export const activations = { silu, mish, gelu, relu }

/** x / divisor */
export function divided(x: Tensor, divisor: number): Tensor {
  if (divisor === 1) return x
  const one = (x.graph as Graph).constant(Float32Array.of(1), [])
  return scale(x, one, 1 / divisor)
}

/** Dropout for one pass: the order of its calls is that of the network, and so are its streams. */
export function dropping(rate: number, source: Conditions['dropout']): Pass['dropOut'] {
  if (!source || rate === 0) return (x) => x
  let stream: number = streams.dropout
  return (x) => dropout(x, source.origin, source.samples, { rate, stream: stream++ })
}
