/** What sampling does where nothing else is asked for: the same in library, command line and studio. */

import { given } from '../base/given.ts'
import { type Denoiser, predictsAny } from './denoiser.ts'
import { buildSampler, defaultSteps } from './samplers/build.ts'
import {
  type AnySamplerOptions,
  type SamplerName,
  type SamplerOptions,
  samplersThat,
} from './samplers/registry.ts'
import type { Sampler } from './samplers/sampler.ts'
import type { Schedule } from './schedules.ts'
import type { Target } from './targets.ts'

export { defaultSteps }

/** The notebook's sampler for models of eps, which it fits; few steps for those trained for them. */
export const defaultSampler = (target: Target): SamplerName =>
  target === 'eps' ? 'ddpm' : 'dpm-solver++'

/** From so many channels on images have colour. */
const CHANNELS_OF_COLOUR = 3

const isOfColour = ({ imageShape: [, , channels] }: Pick<Denoiser, 'imageShape'>) =>
  channels >= CHANNELS_OF_COLOUR

/** Denoising steps of images of colour. */
export const STEPS_OF_COLOUR = 30

/** What decides how a model is sampled. */
export interface SampledModel {
  readonly target: Target
  readonly network: Pick<Denoiser, 'imageShape'>
  readonly schedule: Pick<Schedule, 'timesteps'>
  /** How its maker sampled it, where its file says. */
  readonly sampling?: UsualSampling | undefined
}

/** A sampler, and its options where they are not its own defaults. */
export interface UsualSampling {
  readonly sampler: SamplerName
  readonly options: AnySamplerOptions
}

/**
 * How a model is sampled where no sampler is named: as its maker did, where its file says. Else images of colour get fresh noise at each step (eta 1),
 * which takes away what earlier steps got wrong: figures in docs/log.md, "Colour after a whole run".
 * @param steps those asked for
 */
export function usualSampling(model: SampledModel, steps?: number): UsualSampling {
  const { target, network, schedule, sampling } = model
  if (sampling) {
    return { ...sampling, options: { ...sampling.options, ...given({ steps }) } }
  }
  const sampler = defaultSampler(target)
  const asked = steps === undefined ? {} : { steps }
  if (sampler !== 'dpm-solver++' || !isOfColour(network)) return { sampler, options: asked }
  const usual = Math.min(STEPS_OF_COLOUR, schedule.timesteps)
  return { sampler, options: { steps: steps ?? usual, eta: 1 } }
}

/** Makes classes clear without making them all alike. */
export const DEFAULT_GUIDANCE = 2
/** The same for images of colour. */
export const GUIDANCE_OF_COLOUR = 1.5

/** The guidance scale of images that follow a class: 1 where there is nothing to lead away from. */
export function defaultGuidance(
  model: Pick<Denoiser, 'classes' | 'anyClass' | 'imageShape'>,
): number {
  if (!predictsAny(model)) return 1
  return isOfColour(model) ? GUIDANCE_OF_COLOUR : DEFAULT_GUIDANCE
}

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
  const chosen = { steps: taskSteps(schedule), ...few, ...given({ ...options }) }
  return buildSampler(name, schedule, chosen as SamplerOptions<Name>)
}
