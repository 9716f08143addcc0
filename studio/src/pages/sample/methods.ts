/** Methods from noise to images: a sampler and its steps. */

import { type SamplerName, samplerNames } from '../../../../src/diffusion/samplers/registry.ts'
import { defaultSteps } from '../../../../src/diffusion/sampling-defaults.ts'
import type { Images, ModelInfo } from '../../compute/protocol.ts'

export interface Method {
  readonly sampler: SamplerName
  readonly steps: number
}

export const samplers: readonly SamplerName[] = samplerNames

/** Of a schedule, as long as there is no model. */
const USUAL_TIMESTEPS = 1000

/** What a change of sampler begins with. */
export const methodOf = (sampler: SamplerName): Method => ({
  ...{ sampler, steps: defaultSteps(sampler, USUAL_TIMESTEPS) },
})

export function timestepsOf(model: Pick<ModelInfo, 'schedule'> | undefined): number {
  if (!model) return USUAL_TIMESTEPS
  const { schedule } = model
  return 'betas' in schedule ? schedule.betas.length : schedule.timesteps
}

const allStops = [1, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 250, 500, 750, 1000]

/** Numbers of steps to choose from; all of a schedule's are the last. */
export function stepStops(timesteps: number): readonly number[] {
  return [...allStops.filter((steps) => steps < timesteps), timesteps]
}

/** The mean distance of two images' numbers, as a share of black to white. */
export function meanDifference(one: Images, other: Images): number {
  let sum = 0
  for (let i = 0; i < one.bytes.length; i++) sum += Math.abs(one.bytes[i] - other.bytes[i])
  return sum / one.bytes.length / 255
}
