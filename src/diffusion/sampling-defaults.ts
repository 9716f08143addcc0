/** What sampling does where nothing else is asked for: the same in library, command line and studio. */

import { type Denoiser, predictsAny } from './denoiser.ts'
import { buildSampler, defaultSteps } from './samplers/build.ts'
import { type SamplerName, type SamplerOptions, samplersThat } from './samplers/registry.ts'
import type { Sampler } from './samplers/sampler.ts'
import type { Schedule } from './schedules.ts'
import type { Target } from './targets.ts'

export { defaultSteps }

/** The notebook's sampler for models of eps, which it fits; few steps for those trained for them. */
export const defaultSampler = (target: Target): SamplerName =>
  target === 'eps' ? 'ddpm' : 'dpm-solver++'

/** Makes classes clear without making them all alike. */
export const DEFAULT_GUIDANCE = 2

/** The guidance scale of images that follow a class: 1 where there is nothing to lead away from. */
export const defaultGuidance = (model: Pick<Denoiser, 'classes' | 'anyClass'>): number =>
  predictsAny(model) ? DEFAULT_GUIDANCE : 1

/** What tasks begin with. */
export const taskDefaults = {
  img2img: { sampler: 'dpm-solver++', strength: 0.5 },
  inpaint: { sampler: 'ddpm', resamplings: 5 },
  interpolate: { sampler: 'dpm-solver++', frames: 9 },
  /** Denoising steps of a whole run, if the schedule has as many. */
  steps: 50,
} as const

/** Steps of a task where none are asked for. */
export const taskSteps = ({ timesteps }: Pick<Schedule, 'timesteps'>): number =>
  Math.min(taskDefaults.steps, timesteps)

/** Samplers that images follow from without chance: what interpolation takes. */
export const deterministicSamplers = samplersThat(({ stochastic }) => stochastic !== true)

/** Samplers whose steps may be taken again: what inpainting takes. */
export const singleStepSamplers = samplersThat(({ multistep }) => !multistep)

/** Of few steps: sqrt(beta) is too much noise. */
const fewSteps: { readonly [Name in SamplerName]?: SamplerOptions<Name> } = {
  ddpm: { variance: 'small', clip: 'range' },
}

/**
 * A sampler for a task, with what it needs to work well in few steps.
 * @throws {DdpmError} as `buildSampler`
 */
export function buildTaskSampler<Name extends SamplerName>(
  name: Name,
  schedule: Schedule,
  options?: SamplerOptions<Name>,
): Sampler {
  const few: Readonly<Record<string, unknown>> = { ...fewSteps[name] }
  const given = Object.entries({ ...options }).filter(([, value]) => value !== undefined)
  const chosen = { steps: taskSteps(schedule), ...few, ...Object.fromEntries(given) }
  return buildSampler(name, schedule, chosen as SamplerOptions<Name>)
}
