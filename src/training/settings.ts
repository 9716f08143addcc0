/** What a run is set to: a preset or a checkpoint, changed by what is given beside it. */

import type { TaskOptions } from '../base/task.ts'
import type { Dataset } from '../data/dataset.ts'
import { defaultGuidance, defaultSampler } from '../diffusion/sampling-defaults.ts'
import { scheduleFromConfig } from '../diffusion/schedules.ts'
import type { Device } from '../engine/device.ts'
import { networkByName } from '../nn/registry.ts'
import type { Checkpoint } from './config.ts'
import type { TrainingEvent } from './events.ts'
import { networkEntries, networks } from './network.ts'
import type { TrainingOptions } from './options.ts'
import type { PlanSettings } from './plan.ts'
import { type PresetName, presets } from './presets.ts'
import type { Recipe } from './recipe.ts'

/** How long a run is and what it shows meanwhile. */
type Length = Pick<
  TrainingOptions,
  'epochs' | 'maxSteps' | 'sampleEvery' | 'sampleCount' | 'checkpointEvery' | 'replan' | 'ranks'
>

/**
 * The settings of a run: a preset, changed by what is given beside it. `{ ...presets.quick, data }` is the
 * same as `{ preset: 'quick', data }`, but for the length: see `epochs`.
 */
export interface TrainOptions
  extends Partial<PlanSettings>,
    Partial<Omit<Recipe, 'validation'>>,
    Length,
    TaskOptions<TrainingEvent> {
  /** `digits` (made here), and in Node `mnist` or a folder; or images. */
  readonly data: string | Dataset
  /** Where values come from that are not given. Default `notebook`, or with `resume` the checkpoint. */
  readonly preset?: PresetName
  /** Height and width to which images in a folder are cut, and of digits. */
  readonly imageSize?: number | undefined
  /** How many digits are made. */
  readonly dataCount?: number | undefined
  /** Default: one that is opened on first use and shared. */
  readonly device?: Device
  /** Continues from here: what is not given is as in the checkpoint. */
  readonly resume?: Checkpoint
}

export interface TrainSettings extends PlanSettings, Omit<Recipe, 'validation'>, Length {}

/** Those of the run that a checkpoint belongs to, as far as it says them. */
function checkpointSettings({ config }: Checkpoint, own: TrainOptions['model']): TrainSettings {
  const { plannedSteps, ...recipe } = config.training
  const isOwn = typeof own === 'object'
  const model = isOwn ? own : networkByName(config.model.architecture, config.model.options)
  return {
    ...recipe,
    model,
    schedule: scheduleFromConfig(config.schedule),
    sampler: defaultSampler(recipe.target),
    guidance: defaultGuidance(model),
    ...(plannedSteps > 0 && { maxSteps: plannedSteps }),
  }
}

/** A preset's settings that belong to its network and not to the one that is asked for. */
function strangers(base: TrainSettings, { model = base.model }: TrainOptions) {
  if (model === base.model) return {}
  const unset = Object.fromEntries(Object.keys(networkEntries).map((key) => [key, undefined]))
  return typeof model === 'string' ? { ...unset, ...networks[model] } : unset
}

/** Of two limits, one is not kept where only the other is named. */
function otherLength({ epochs, maxSteps }: TrainOptions): Partial<TrainSettings> {
  if (epochs !== undefined) return { maxSteps: undefined }
  return maxSteps === undefined ? {} : { epochs: undefined }
}

/** The settings of a run. */
export function settingsFor(options: TrainOptions): TrainSettings {
  const { preset = 'notebook', resume } = options
  const base = resume ? checkpointSettings(resume, options.model) : presets[preset]
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return {
    ...{ ...base, ...strangers(base, options), ...otherLength(options) },
    ...Object.fromEntries(given),
  }
}
