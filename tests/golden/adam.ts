/** What Adam should make of the gradients that a step saw, in float64. Runs nothing on a device. */

import type { PlacedParameter } from '../../src/nn/parameters.ts'
import { relativeL2, type UnetFixture } from './fixture.ts'
import type { States } from './golden-training.ts'

/** The states before and after one step, counted from 0. */
export interface AdamStep {
  readonly step: number
  readonly before: States<Float32Array>
  readonly after: States<Float32Array>
}

type Constants = UnetFixture['adam']

/**
 * The gradients that a step saw, flat, from what they added to the first moments. Those are linear
 * in them, where the parameters follow the sign of a gradient however near it is to 0.
 */
export function gradientsOf({ beta1 }: Constants, { before, after }: AdamStep): Float32Array {
  return after.m.map((m, k) => (m - beta1 * before.m[k]) / (1 - beta1))
}

function secondMoments({ beta2 }: Constants, before: Float32Array, gradients: Float32Array) {
  return new Float64Array(before).map((v, k) => beta2 * v + (1 - beta2) * gradients[k] ** 2)
}

/** By the moments after the step (Kingma and Ba 2015, algorithm 1). */
function parameters(
  { learningRate, beta1, beta2, eps }: Constants,
  { step, before, after }: AdamStep,
) {
  const [correction1, correction2] = [1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)]
  return new Float64Array(before.parameters).map((parameter, k) => {
    const root = Math.sqrt(after.v[k] / correction2)
    return parameter - (learningRate * (after.m[k] / correction1)) / (root + eps)
  })
}

/** Relative L2 error of each tensor of a flat buffer, in order. */
export function tensorErrors(
  tensors: readonly PlacedParameter[],
  actual: Float32Array,
  expected: Float32Array | Float64Array,
): number[] {
  return tensors.map(({ offset }, i) => {
    const end = tensors[i + 1]?.offset
    return relativeL2(actual.subarray(offset, end), expected.subarray(offset, end))
  })
}

/** How far the step's second moments and parameters are from Adam's: the worst tensor of each. */
export function adamErrors(
  constants: Constants,
  tensors: readonly PlacedParameter[],
  taken: AdamStep,
): Readonly<Record<'v' | 'parameters', number>> {
  const { before, after } = taken
  const v = secondMoments(constants, before.v, gradientsOf(constants, taken))
  return {
    v: Math.max(...tensorErrors(tensors, after.v, v)),
    parameters: Math.max(...tensorErrors(tensors, after.parameters, parameters(constants, taken))),
  }
}
