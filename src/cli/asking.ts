/** How a model is asked for pictures: by which sampler, of which classes, how strongly. */

import {
  buildSampler,
  everyClass,
  type GuidanceOptions,
  type LoadedFile,
  type NamedSamplerOptions,
  predictsAny,
  type SamplingOptions,
  type Schedule,
} from '../node.ts'
import { usageError } from './usage-errors.ts'

/** What a command line may say of it. */
export interface Asking
  extends Partial<Record<'steps' | 'eta', number | undefined>>,
    Partial<Record<'guidance' | 'guidanceRescale', number | undefined>> {
  /** By default what suits the model: see `usualSampler`. */
  readonly sampler?: string | undefined
  readonly spacing?: NamedSamplerOptions['spacing'] | undefined
  readonly sigmas?: NamedSamplerOptions['sigmas'] | undefined
  readonly clip?: NamedSamplerOptions['clip'] | undefined
  /** In turn; every class of a model that knows some where it is not given. */
  readonly classes?: readonly number[] | undefined
}

/** Makes classes clear without making them all alike. */
export const USUAL_GUIDANCE = 2

/** Where the model has something to lead away from. */
export const usualGuidance = (model: LoadedFile['model']) =>
  predictsAny(model) ? USUAL_GUIDANCE : undefined

/** The notebook's for models of eps, as it is; few steps for those that were trained for them. */
const usualSampler = ({ target }: LoadedFile) => (target === 'eps' ? 'ddpm' : 'dpm-solver++')

/** @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function checkSteps(
  steps: number | undefined,
  { timesteps }: Pick<Schedule, 'timesteps'>,
): void {
  if (steps === undefined || steps <= timesteps) return
  throw usageError('usage.steps-exceed-timesteps', { steps, timesteps })
}

function samplerOf({ sampler, steps, spacing, eta, sigmas, clip }: Asking, loaded: LoadedFile) {
  const { schedule } = loaded
  checkSteps(steps, schedule)
  return buildSampler(sampler ?? usualSampler(loaded), schedule, {
    steps,
    spacing,
    eta,
    sigmas,
    clip,
  })
}

function guidanceOf(
  { classes, guidance, guidanceRescale }: Asking,
  { model }: LoadedFile,
  count: number,
): GuidanceOptions {
  const turns = classes ?? everyClass(model, model.classes).labels
  const labels = turns && Array.from({ length: count }, (_, i) => turns[i % turns.length])
  const strength = guidance ?? usualGuidance(model)
  return { labels, guidance: strength, guidanceRescale }
}

/**
 * The library's options for what was asked of a model.
 * @throws {DdpmError} where the model does not have what is asked of it.
 */
export function askFor(
  asking: Asking,
  loaded: LoadedFile,
  count: number,
): Omit<SamplingOptions, 'device'> {
  const { model, weights, target, schedule } = loaded
  const sampler = samplerOf(asking, loaded)
  return { model, weights, target, schedule, sampler, count, ...guidanceOf(asking, loaded, count) }
}
