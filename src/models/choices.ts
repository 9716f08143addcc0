/**
 * What a model is asked for, and what it does where nothing is said: by which sampler, in how many
 * steps, of which classes, how strongly. The defaults of the library, the command line and the studio.
 */

import { everyClass, type GuidanceOptions, predictsAny } from '../diffusion/guidance.ts'
import {
  buildSampler,
  type NamedSamplerOptions,
  type SamplerName,
} from '../diffusion/samplers/registry.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { ModelContents } from './contents.ts'
import { modelError } from './errors.ts'

/** Makes classes clear without making them all alike. */
export const USUAL_GUIDANCE = 2

/** The usual guidance scale, where the model has something to lead away from. */
export const usualGuidance = (network: ModelContents['model']): number | undefined =>
  predictsAny(network) ? USUAL_GUIDANCE : undefined

/** The notebook's for models of eps, as it is; few steps for those that were trained for them. */
export const usualSampler = ({ target }: Pick<ModelContents, 'target'>): SamplerName =>
  target === 'eps' ? 'ddpm' : 'dpm-solver++'

/** Steps of a task that is told no number, where the schedule has as many. */
const USUAL_TASK_STEPS = 50

/** `steps`, or the usual number of a task's steps. */
export const taskSteps = ({ timesteps }: Schedule, steps: number | undefined): number =>
  steps ?? Math.min(USUAL_TASK_STEPS, timesteps)

/** In few steps sqrt(beta) is too much noise. */
const careful: { readonly [Name in SamplerName]?: NamedSamplerOptions } = {
  ddpm: { variance: 'small', clip: 'range' },
}

/** A sampler of one's own: its rows, made for the model's schedule. */
export type OwnSampler = (schedule: Schedule) => Sampler

/** The sampler and its options; which it has, and their ranges, are its own. */
export interface SamplerChoice extends Omit<NamedSamplerOptions, 'start' | 'strength'> {
  /**
   * By name, or a function that makes one. Default `ddpm` for models that predict eps, else
   * `dpm-solver++`.
   */
  readonly sampler?: SamplerName | OwnSampler | undefined
}

/** The sampler of an own function or a name. */
export function samplerOf(
  choice: SamplerName | OwnSampler,
  schedule: Schedule,
  options: NamedSamplerOptions,
): Sampler {
  if (typeof choice === 'function') return choice(schedule)
  return buildSampler(choice, schedule, options)
}

/** That of a task: in few steps. */
export function taskSampler(
  choice: SamplerName | OwnSampler,
  schedule: Schedule,
  { steps, ...options }: NamedSamplerOptions,
): Sampler {
  const usual = typeof choice === 'function' ? {} : careful[choice]
  return samplerOf(choice, schedule, { ...usual, ...options, steps: taskSteps(schedule, steps) })
}

/** Classes and how strongly samples follow them. */
export interface ClassChoice extends Omit<GuidanceOptions, 'labels'> {
  /**
   * By number from 0, or by name. Where there are fewer than samples they are taken in turn.
   */
  readonly classes?: readonly (number | string)[] | undefined
}

type Classed = Pick<ModelContents, 'model' | 'classNames'>

/** @throws {DdpmError} `model.class-unknown`, `model.without-classes`, `model.classes-empty` */
function numbersOf({ model, classNames }: Classed, asked: readonly (number | string)[]): number[] {
  const { classes } = model
  if (classes === 0) throw modelError('model.without-classes')
  if (asked.length === 0) throw modelError('model.classes-empty')
  return asked.map((each) => {
    const label = typeof each === 'number' ? each : (classNames?.indexOf(each) ?? -1)
    if (Number.isInteger(label) && label >= 0 && label < classes) return label
    throw modelError('model.class-unknown', { asked: each, classes, names: classNames })
  })
}

/**
 * The labels of so many samples, and the guidance scale.
 * @param turnOf the place among the classes, from 0, of each sample; after the last comes the first
 * @param fallback `every`: each class in turn where none is named; `any`: no particular one
 * @throws {DdpmError} `model.class-unknown`, `model.without-classes`, `model.classes-empty`
 */
export function guidanceOf(
  contents: Classed,
  { classes, guidance, guidanceRescale }: ClassChoice,
  count: number,
  fallback: 'every' | 'any',
  turnOf = (sample: number) => sample,
): GuidanceOptions {
  const { model } = contents
  const usual = fallback === 'every' ? everyClass(model, model.classes).labels : undefined
  const turns = classes ? numbersOf(contents, classes) : usual
  if (!turns) return { guidance, guidanceRescale }
  const labels = Array.from({ length: count }, (_, i) => turns[turnOf(i) % turns.length])
  return { labels, guidance: guidance ?? usualGuidance(model), guidanceRescale }
}
