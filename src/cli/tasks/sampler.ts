/** The sampler of a task and its steps, as they were typed. */

import type { Spacing } from '../../diffusion/samplers/options.ts'
import type { SamplerName, SamplerOptions } from '../../diffusion/samplers/registry.ts'
import type { Sampler } from '../../diffusion/samplers/sampler.ts'
import { buildTaskSampler, taskSteps } from '../../diffusion/sampling-defaults.ts'
import type { Schedule } from '../../diffusion/schedules.ts'
import { checkSteps } from '../asking.ts'
import { checkSamplerFlags, type TypedSamplerOptions } from '../options/sampler-flags.ts'

/** Steps as asked for, or the usual ones. @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function stepsOf(schedule: Schedule, steps: number | undefined): number {
  checkSteps(steps, schedule)
  return steps ?? taskSteps(schedule)
}

/** The spacing, which DDIM's inversion takes, too. */
export const spacingOf = (options: TypedSamplerOptions = {}) =>
  options['spacing'] as Spacing | undefined

/** What a command line says of a task's sampler. */
export interface TaskSampling {
  readonly sampler: SamplerName
  readonly samplerOptions?: TypedSamplerOptions | undefined
  readonly steps?: number | undefined
}

/**
 * @param more what the task itself says of it
 * @throws {DdpmError} `usage.steps-exceed-timesteps`, `usage.option-of-other-sampler`; as
 * `buildTaskSampler` where the sampler refuses a value
 */
export function samplerOf(
  { sampler, samplerOptions = {}, steps }: TaskSampling,
  schedule: Schedule,
  more: { readonly strength?: number } = {},
): Sampler {
  checkSamplerFlags(sampler, samplerOptions)
  const options = { ...samplerOptions, ...more, steps: stepsOf(schedule, steps) }
  return buildTaskSampler(sampler, schedule, options as SamplerOptions)
}
