/** What to sample from a model: by which sampler, of which classes, at which guidance. */

import { everyClass, type GuidanceOptions } from '../diffusion/guidance.ts'
import type { SamplingOptions } from '../diffusion/sample.ts'
import type { AnySamplerOptions, SamplerName } from '../diffusion/samplers/registry.ts'
import { defaultGuidance, usualSampling } from '../diffusion/sampling-defaults.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { LoadedFile } from '../hosts/node/model-file.ts'
import { classNumbers, modelSampler } from '../models/choices.ts'
import { checkSamplerFlags } from './options/sampler-flags.ts'
import { usageError } from './usage-errors.ts'

/** What a command line may say of it. */
export interface Asking
  extends Partial<Record<'steps', number | undefined>>,
    Partial<Record<'guidance' | 'guidanceRescale', number | undefined>> {
  /** By default what suits the model: see `usualSampling`. */
  readonly sampler?: SamplerName | undefined
  /** The sampler's options by name, as they were typed. */
  readonly samplerOptions?: Readonly<Record<string, unknown>> | undefined
  /** Names or numbers, in turn; every class of a model that knows some where it is not given. */
  readonly classes?: readonly string[] | undefined
  /** The number of the first image. */
  readonly startIndex?: number | undefined
}

/** @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function checkSteps(
  steps: number | undefined,
  { timesteps }: Pick<Schedule, 'timesteps'>,
): void {
  if (steps === undefined || steps <= timesteps) return
  throw usageError('usage.steps-exceed-timesteps', { steps, timesteps })
}

/** Of many samples where no sampler is named: the usual one, unless that takes all timesteps. */
export const quickSampler = (loaded: LoadedFile): SamplerName | undefined =>
  usualSampling(loaded).sampler === 'ddpm' ? 'dpm-solver++' : undefined

function samplerOf({ sampler, steps, samplerOptions = {} }: Asking, loaded: LoadedFile) {
  checkSteps(steps, loaded.schedule)
  checkSamplerFlags(sampler ?? usualSampling(loaded).sampler, samplerOptions)
  // typed words, which the sampler's own specs judge
  return modelSampler(loaded, sampler, { ...samplerOptions, steps } as AnySamplerOptions)
}

function guidanceOf(
  { classes, guidance, guidanceRescale, startIndex = 0 }: Asking,
  loaded: LoadedFile,
  count: number,
): GuidanceOptions {
  const { network: model } = loaded
  const turns = classes ? classNumbers(loaded, classes) : everyClass(model, model.classes).labels
  const labels =
    turns && Array.from({ length: count }, (_, i) => turns[(startIndex + i) % turns.length])
  const strength = guidance ?? (labels && defaultGuidance(model))
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
  const { network: model, weights, target, schedule } = loaded
  const sampler = samplerOf(asking, loaded)
  const { startIndex } = asking
  const guided = guidanceOf(asking, loaded, count)
  return { model, weights, target, schedule, sampler, count, startIndex, ...guided }
}
