/** The samplers of tasks: by name, with what each needs to work well in few steps. */

import {
  buildSampler,
  type NamedSamplerOptions,
  type Sampler,
  type SamplerName,
  type Schedule,
} from '../../node.ts'
import { checkSteps } from '../asking.ts'

/** Steps where none are asked for, and there are as many. */
export const USUAL_STEPS = 50

/** Steps as asked for, or the usual ones. @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function stepsOf(schedule: Schedule, steps: number | undefined): number {
  checkSteps(steps, schedule)
  return steps ?? Math.min(USUAL_STEPS, schedule.timesteps)
}

/** Of few steps: sqrt(beta) is too much noise. */
const careful: { readonly [Name in SamplerName]?: NamedSamplerOptions } = {
  ddpm: { variance: 'small', clip: 'range' },
}

/** @throws {DdpmError} where there are not so many steps, or an option is out of range. */
export function taskSampler(
  name: SamplerName,
  schedule: Schedule,
  { steps, ...options }: NamedSamplerOptions,
): Sampler {
  return buildSampler(name, schedule, {
    ...careful[name],
    ...options,
    steps: stepsOf(schedule, steps),
  })
}
