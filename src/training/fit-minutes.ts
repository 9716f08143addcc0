/** A run as long as the time that one has: its steps are measured before the first, and counted. */

import { trainingError } from './errors.ts'
import { type FittedData, networkChoices, recipeOfLength } from './fit-preset.ts'
import { gridWork } from './grids.ts'
import { resolveTraining, type TrainingOptions } from './options.ts'
import { type Preset, type PresetName, presets } from './presets.ts'
import { fittedPreset } from './settings.ts'
import { trainInSteps } from './steps.ts'

/** Steps that are timed, after those in which kernels are compiled. */
const TIMED_STEPS = 6
/** Or as many as this takes, where steps are short. */
const TIMED_SECONDS = 1
const UNTIMED_STEPS = 2

/** Share of the time that is left to sample grids on the way, validation and files. */
const SHARE_OF_REST = 0.1

/** Seconds on some clock. */
export type Clock = () => number

/**
 * Seconds that a step takes on this machine: some are made and forgotten.
 * @param options of the run; what it makes besides steps is left out
 * @throws {DdpmError} as `trainInSteps`; the signal's reason where it is aborted
 */
export async function secondsPerStep(options: TrainingOptions, clock: Clock): Promise<number> {
  const { resume: _, epochs: __, ranks: ___, ...rest } = options
  const run = trainInSteps({ ...rest, maxSteps: Number.POSITIVE_INFINITY, sampleCount: 0 })
  let [began, timed] = [clock(), -UNTIMED_STEPS]
  for await (const { kind } of run) {
    if (kind === 'done') break // aborted
    if (kind !== 'step') continue
    timed++
    if (timed === 0) began = clock()
    if (timed >= TIMED_STEPS && clock() - began >= TIMED_SECONDS) break
  }
  options.signal?.throwIfAborted()
  return (clock() - began) / timed
}

/**
 * Steps that fit into the time; none where they are too long.
 * @param seconds of a step
 * @param spent seconds of the time that are over
 * @param last what the samples at the end take, in steps
 */
export function stepsIn(minutes: number, seconds: number, spent: number, last: number): number {
  const all = (60 * minutes - spent) / seconds - last
  return Math.max(0, Math.floor(all * (1 - SHARE_OF_REST)))
}

/** Of fewer steps a network of more work learns less than one of less: docs/log.md. */
const ENOUGH_STEPS = 4000

export interface MinutesJob {
  readonly minutes: number
  readonly preset: PresetName
  readonly data: FittedData
  /** What was said beside the preset, which stays. */
  readonly given: Readonly<Partial<Record<string, unknown>>>
  /** The run with such changes of its settings. */
  readonly optionsWith: (changes: Partial<Preset>) => TrainingOptions
  readonly clock: Clock
  /** When the time began, by the clock. */
  readonly began: number
}

/** What fits into the time. */
export interface MinutesPlan {
  /** Of the settings. */
  readonly changes: Partial<Preset> & { readonly maxSteps: number }
  readonly secondsPerStep: number
}

/** Networks that the preset may take, from the most work to the least; none leaves the settings' own. */
function candidatesFor({ preset, data, given }: MinutesJob): readonly Partial<Preset>[] {
  const isFree = 'widths' in fittedPreset(preset, data, given)
  const choices = isFree ? [...networkChoices(data)].reverse() : []
  return choices.length > 0 ? choices : [{}]
}

/**
 * Network and steps for the minutes that one has: the network of the most work of which there are steps
 * enough, timed on this machine.
 * @throws {DdpmError} `training.minutes-too-short`; as `trainInSteps`; the signal's reason
 */
export async function fitToMinutes(job: MinutesJob): Promise<MinutesPlan> {
  const { minutes, preset, data, given, optionsWith, clock, began } = job
  let [shape, ...lighter] = candidatesFor(job)
  let seconds = await secondsPerStep(optionsWith(shape), clock)
  const last = gridWork(resolveTraining(optionsWith(shape)))
  const steps = () => stepsIn(minutes, seconds, clock() - began, last)
  while (lighter.length > 0 && steps() < ENOUGH_STEPS) {
    ;[shape, ...lighter] = lighter
    seconds = await secondsPerStep(optionsWith(shape), clock)
  }
  const maxSteps = steps()
  if (maxSteps < 1) {
    const spent = clock() - began
    throw trainingError('training.minutes-too-short', { minutes, seconds, spent })
  }
  const { maxSteps: isTuned } = presets[preset] as Preset
  const { optimizer = 'adam' } = { ...fittedPreset(preset, data, given), ...given }
  const recipe = isTuned === undefined ? {} : recipeOfLength(maxSteps, optimizer)
  const left = Object.entries(recipe).filter(([key]) => given[key] === undefined)
  const changes = { ...shape, ...Object.fromEntries(left), maxSteps }
  return { changes, secondsPerStep: seconds }
}
