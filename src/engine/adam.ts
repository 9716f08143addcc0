/** AdamW's constants and the numbers per step that the device does not compute itself. */

import type { OpAttributes } from './ops.ts'

/** Where an option is 0, its part is left out. */
export interface OptimizerOptions {
  /** `muon` for the matrices and filters inside of a network, Adam for the rest. Default: Adam. */
  readonly optimizer?: 'adam' | 'muon'
  /** Of the first moment, in 0 .. 1. */
  readonly beta1: number
  /** Of the second moment, in 0 .. 1. */
  readonly beta2: number
  /** AdamW's decoupled decay. */
  readonly weightDecay: number
  /** Limit on the norm of all gradients. */
  readonly maxGradNorm: number
  /** Decay of the weights' exponential moving average. */
  readonly emaDecay: number
}

/** PyTorch's defaults for torch.optim.Adam. */
export const adamDefaults: OptimizerOptions = {
  ...{ beta1: 0.9, beta2: 0.999, weightDecay: 0, maxGradNorm: 0, emaDecay: 0 },
}

const EPSILON = 1e-8

/** The attributes of the op `adam`. */
export function adamAttributes(options: OptimizerOptions): OpAttributes['adam'] {
  const { beta1, beta2, maxGradNorm, emaDecay } = options
  return {
    ...{ beta1, beta2, epsilon: EPSILON },
    ...(maxGradNorm > 0 && { maxNorm: maxGradNorm }),
    ...(emaDecay > 0 && { average: true }),
  }
}

/**
 * How much of its past the average keeps: nothing at first, then more and more up to `decay`, as
 * diffusers' EMAModel without its power warm-up.
 * @param step from 1
 */
export function averageDecay(decay: number, step: number): number {
  const before = step - 1
  return before === 0 ? 0 : Math.min(decay, (1 + before) / (10 + before))
}

/**
 * What the op `adam` takes at a step: the step size with the first moment's bias corrected, the
 * second moment's correction (Kingma and Ba 2015, algorithm 1), what weight decay leaves of the
 * parameters (Loshchilov and Hutter 2019, algorithm 2), and what the average keeps.
 * @param step from 1
 */
export function adamRow(
  learningRate: number,
  step: number,
  { beta1, beta2, weightDecay, emaDecay }: OptimizerOptions = adamDefaults,
): Float32Array {
  return Float32Array.of(
    learningRate / (1 - beta1 ** step),
    Math.sqrt(1 - beta2 ** step),
    1 - learningRate * weightDecay,
    averageDecay(emaDecay, step),
  )
}
