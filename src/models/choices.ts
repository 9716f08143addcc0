/**
 * What a model is asked for, and what it does where nothing is said: by which sampler, in how many
 * steps, of which classes, how strongly. The defaults of the library, the command line and the studio.
 */

import { given } from '../base/given.ts'
import { predictsAny } from '../diffusion/denoiser.ts'
import { everyClass, type GuidanceOptions } from '../diffusion/guidance.ts'
import { buildSampler } from '../diffusion/samplers/build.ts'
import type {
  AnySamplerOptions,
  SamplerName,
  SamplerOptions,
} from '../diffusion/samplers/registry.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import {
  buildTaskSampler,
  defaultGuidance,
  taskSteps as defaultTaskSteps,
  usualSampling,
} from '../diffusion/sampling-defaults.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { ModelContents } from './contents.ts'
import { modelError } from './errors.ts'

/** The guidance scale where none is given and the model has something to lead away from. */
export const usualGuidance = (network: ModelContents['network']): number | undefined =>
  predictsAny(network) ? defaultGuidance(network) : undefined

/** `steps`, or the usual number of a task's steps. */
export const taskSteps = (schedule: Schedule, steps: number | undefined): number =>
  steps ?? defaultTaskSteps(schedule)

/** A sampler of one's own: its rows, made for the model's schedule. */
export type OwnSampler = (schedule: Schedule) => Sampler

/** The sampler and its options; which it has, and their ranges, are its own. */
export interface SamplerChoice extends Omit<AnySamplerOptions, 'start' | 'strength'> {
  /**
   * By name, or a function that makes one. Default `ddpm` for models that predict eps, else
   * `dpm-solver++`, with `eta: 1` and 30 steps for images of colour.
   */
  readonly sampler?: SamplerName | OwnSampler | undefined
}

/** The sampler of an own function or a name. */
export function samplerOf(
  choice: SamplerName | OwnSampler,
  schedule: Schedule,
  options: AnySamplerOptions,
): Sampler {
  if (typeof choice === 'function') return choice(schedule)
  // the sampler's own specs judge what is given by name
  return buildSampler(choice, schedule, options as SamplerOptions)
}

/** The sampler of a choice for a model; where none is named, the usual one with what is given beside it. */
export function modelSampler(
  contents: Pick<ModelContents, 'target' | 'network' | 'schedule' | 'sampling'>,
  choice: SamplerName | OwnSampler | undefined,
  own: AnySamplerOptions,
): Sampler {
  if (choice !== undefined) return samplerOf(choice, contents.schedule, own)
  const { sampler, options } = usualSampling(contents, own.steps)
  return samplerOf(sampler, contents.schedule, { ...options, ...given(own) })
}

/** That of a task: in few steps. */
export function taskSampler(
  choice: SamplerName | OwnSampler,
  schedule: Schedule,
  options: AnySamplerOptions,
): Sampler {
  if (typeof choice === 'function') return choice(schedule)
  return buildTaskSampler(choice, schedule, options as SamplerOptions)
}

/** Classes and how strongly samples follow them. */
export interface ClassChoice extends Omit<GuidanceOptions, 'labels'> {
  /**
   * By name, or by number from 0. Where there are fewer than samples they are taken in turn.
   */
  readonly classes?: number | string | readonly (number | string)[] | undefined
}

/** One class, or several, as a list. */
export const classList = (classes: ClassChoice['classes']) =>
  typeof classes === 'number' || typeof classes === 'string' ? [classes] : classes

type Classed = Pick<ModelContents, 'network' | 'classNames'>

/** Letters as one may type them: in any case, their accents apart (as macOS names files) or not. */
const folded = (word: string) => word.normalize('NFC').toLowerCase()

/**
 * The number of a class by its name, whatever the case of its letters where that is clear; digits that no
 * class is called are a number.
 */
function numberOf(word: string, names: readonly string[]): number {
  const exact = names.indexOf(word)
  if (exact >= 0) return exact
  const alike = names.flatMap((name, i) => (folded(name) === folded(word) ? i : []))
  if (alike.length === 1) return alike[0]
  return /^\d+$/.test(word) ? Number(word) : -1
}

/**
 * Classes as numbers from 0.
 * @throws {DdpmError} `model.class-unknown`, `model.without-classes`, `model.classes-empty`
 */
export function classNumbers(
  { network: model, classNames = [] }: Classed,
  asked: readonly (number | string)[],
): number[] {
  const { classes } = model
  if (classes === 0) throw modelError('model.without-classes')
  if (asked.length === 0) throw modelError('model.classes-empty')
  return asked.map((each) => {
    const label = typeof each === 'number' ? each : numberOf(each, classNames)
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
  { classes: asked, guidance, guidanceRescale }: ClassChoice,
  count: number,
  fallback: 'every' | 'any',
  turnOf = (sample: number) => sample,
): GuidanceOptions {
  const { network: model } = contents
  const usual = fallback === 'every' ? everyClass(model, model.classes).labels : undefined
  const classes = classList(asked)
  const turns = classes ? classNumbers(contents, classes) : usual
  if (!turns) return { guidance, guidanceRescale }
  const labels = Array.from({ length: count }, (_, i) => turns[turnOf(i) % turns.length])
  return { labels, guidance: guidance ?? usualGuidance(model), guidanceRescale }
}

/** The turn of the classes of samples that are numbered from `startIndex`. */
export const turnsFrom =
  (startIndex = 0) =>
  (sample: number) =>
    startIndex + sample
