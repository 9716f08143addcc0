/** What a run is set to: a preset or a checkpoint, changed by what is given beside it. */

import * as v from 'valibot'
import { given } from '../base/given.ts'
import { checkKeys } from '../base/option-errors.ts'
import type { TaskOptions } from '../base/task.ts'
import { type DataSettings, loadOptionNames } from '../data/data-settings.ts'
import type { AnyDataset } from '../data/dataset.ts'
import { defaultGuidance, defaultSampler } from '../diffusion/sampling-defaults.ts'
import { scheduleFromConfig } from '../diffusion/schedules.ts'
import type { Device } from '../engine/device.ts'
import type { ModelContents } from '../models/contents.ts'
import type { ReadModel } from '../models/host-interface.ts'
import type { Model } from '../models/model.ts'
import type { Network } from '../nn/network.ts'
import { architectures, networkByName } from '../nn/registry.ts'
import type { Checkpoint } from './config.ts'
import { trainingError } from './errors.ts'
import type { TrainingEvent } from './events.ts'
import { augmentationOfFew, type FittedData, fitPreset, tunedRate } from './fit-preset.ts'
import { type NetworkSettings, networkEntries, networks } from './network.ts'
import type { TrainingOptions } from './options.ts'
import type { PlanSettings } from './plan.ts'
import { type Preset, type PresetName, presetNames, presets } from './presets.ts'
import { allowed, checkRanges } from './ranges.ts'
import type { Recipe } from './recipe.ts'
import { recipeSpecs } from './recipe-specs.ts'
import { planSpecs, runSpecs } from './run-specs.ts'

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
    DataSettings,
    TaskOptions<TrainingEvent> {
  /** `digits` (made here), and in Node `mnist` or a folder; or images. */
  readonly data: string | AnyDataset
  /** Where values come from that are not given. Default `notebook`, or with `resume` the checkpoint. */
  readonly preset?: PresetName
  /**
   * How long the run may take, in place of `maxSteps` and `epochs`: its steps are timed first, and network
   * and steps chosen to fit. A resumed run keeps the steps of its first plan.
   */
  readonly minutes?: number | undefined
  /**
   * A model to start from, or in Node the path or the name of one: its architecture, schedule and target stay,
   * its weights (of a run the EMA) are fitted to the images and classes by name. The preset is then `quick`,
   * and the learning rate a third of the preset's, where none is named.
   */
  readonly from?: Model | string | undefined
  /** Default: one that is opened on first use and shared. */
  readonly device?: Device
  /** Continues from here: what is not given is as in the checkpoint. */
  readonly resume?: Checkpoint
}

export interface TrainSettings extends PlanSettings, Omit<Recipe, 'validation'>, Length {
  readonly minutes?: number | undefined
}

/** Those of the run that a checkpoint belongs to, as far as it says them. */
function checkpointSettings({ config }: Checkpoint, own: Network | undefined): TrainSettings {
  const { plannedSteps, ...recipe } = config.training
  const network = own ?? networkByName(config.model.architecture, config.model.options)
  return {
    ...recipe,
    network,
    schedule: scheduleFromConfig(config.schedule),
    sampler: defaultSampler(recipe.target),
    guidance: defaultGuidance(network),
    ...(plannedSteps > 0 && { maxSteps: plannedSteps }),
  }
}

/** The settings of the architecture that is named, instead of those of another one or of a checkpoint. */
function ofArchitecture(base: TrainSettings, { model = base.model }: TrainOptions) {
  if (model === undefined || model === base.model) return {}
  const unset = Object.keys(networkEntries).map((key) => [key, undefined])
  return { ...Object.fromEntries(unset), ...networks[model], network: undefined }
}

/** Of two limits, one is not kept where only the other is named. */
function otherLength(options: TrainOptions, base: TrainSettings): Partial<TrainSettings> {
  if (options.epochs !== undefined) return { maxSteps: undefined }
  // a preset's steps are made, however few the images are
  return (options.maxSteps ?? base.maxSteps) === undefined ? {} : { epochs: undefined }
}

const optionNames: readonly string[] = [
  ...Object.keys({ ...recipeSpecs, ...runSpecs, ...planSpecs, ...networkEntries }),
  ...Object.keys(loadOptionNames),
  ...['data', 'preset', 'network', 'validation', 'device', 'resume', 'from'],
  ...['replan', 'ranks', 'signal', 'onProgress'],
]

/** @throws {DdpmError} `training.option-out-of-range`, `training.lengths-exclude` */
function checkLength({ minutes, ...others }: TrainOptions): void {
  if (minutes === undefined) return
  checkRanges(v.object({ minutes: allowed(runSpecs.minutes) }), { minutes })
  for (const option of ['maxSteps', 'epochs'] as const) {
    if (others[option] !== undefined) throw trainingError('training.lengths-exclude', { option })
  }
}

/** @throws {DdpmError} `option.unknown`, `training.option-out-of-range`, `training.lengths-exclude` */
function checkOptions(options: TrainOptions): void {
  checkKeys('train', options, optionNames)
  if (options.from && options.resume) throw trainingError('training.parent-with-resume')
  checkLength(options)
  const { preset } = options
  if (preset === undefined || Object.hasOwn(presets, preset)) return
  const values = { option: 'preset', value: preset, allowed: presetNames.join(' or ') }
  throw trainingError('training.option-out-of-range', values)
}

/** What fits any network. */
const ofAnyShape: readonly string[] = ['classes', 'augmentCondition']

/** Who names a part of the network gets the preset's own for the rest. */
function namesNetwork(
  options: Partial<NetworkSettings> & { readonly network?: unknown; readonly from?: unknown },
): boolean {
  return [...Object.keys(networkEntries), 'network', 'from'].some(
    (key) => !ofAnyShape.includes(key) && options[key as keyof typeof options] !== undefined,
  )
}

/** What a preset becomes for the images, as far as the options leave that to it. */
export function fittedPreset(
  preset: PresetName,
  data: FittedData,
  options: Parameters<typeof namesNetwork>[0] & Pick<Partial<Preset>, 'optimizer'>,
): Partial<Preset> {
  const fit = Object.entries(fitPreset(presets[preset], data, options.optimizer))
  const leaves = namesNetwork(options) ? fit.filter(([key]) => !(key in networkEntries)) : fit
  return Object.fromEntries(leaves)
}

/**
 * What few images change of a preset's recipe: nothing where the network cannot be told how they are changed,
 * or is not to be.
 */
export function fittedToFew(
  preset: PresetName,
  data: FittedData,
  options: { readonly [Name in 'model' | 'network' | 'augmentCondition']?: TrainOptions[Name] },
  parent?: ReadModel,
): Partial<Preset> {
  const { model = presets[preset].model, network = parent?.contents.network } = options
  const architecture = network?.architecture ?? model
  const definition = architectures.find(({ name }) => name === architecture)
  const isSaid = options.augmentCondition !== false && !options.network
  const takesIt = definition?.chosen.some((name) => name === 'augmentCondition') ?? false
  return preset !== 'notebook' && isSaid && takesIt ? augmentationOfFew(data) : {}
}

/** An option that a parent has decided, and which is asked to be another. */
export interface Contradiction {
  readonly option: (typeof inheritedNames)[number]
  readonly value: string
  readonly parent: string
}

const inheritedNames = ['target', 'schedule', 'timesteps', 'zeroSnr'] as const

type Inherited = Pick<Partial<TrainSettings>, (typeof inheritedNames)[number]>

/** What a parent has decided may be said, and not be changed. */
export function contradictionOf(
  { schedule, ...options }: { readonly [Name in keyof Inherited]?: Inherited[Name] | undefined },
  { target, schedule: { config, timesteps } }: ModelContents,
): Contradiction | undefined {
  const asked = { ...options, schedule: typeof schedule === 'object' ? schedule.name : schedule }
  const decided = { target, schedule: config.name, timesteps, zeroSnr: config.zeroSnr ?? false }
  const option = inheritedNames.find(
    (name) => asked[name] !== undefined && asked[name] !== decided[name],
  )
  return option && { option, value: String(asked[option]), parent: String(decided[option]) }
}

/** What is asked of a run besides what its parent has decided. @throws {DdpmError} `training.contradicts-parent` */
function withoutInherited(options: TrainOptions, { contents }: ReadModel): TrainOptions {
  const contradiction = contradictionOf(options, contents)
  if (contradiction) throw trainingError('training.contradicts-parent', { ...contradiction })
  const { target: _, schedule: __, timesteps: ___, zeroSnr: ____, ...rest } = options
  return rest
}

/** What a preset's recipe becomes where a run starts from a model. */
export function tunedRecipe(
  { learningRate, sampleSteps }: Pick<Preset, 'learningRate' | 'sampleSteps'>,
  { target, schedule }: ModelContents,
) {
  return {
    learningRate: tunedRate(learningRate),
    target,
    ...(sampleSteps !== undefined && { sampleSteps: Math.min(sampleSteps, schedule.timesteps) }),
  }
}

/** What a preset leaves to a parent, and what it is for a run that starts from one. */
function tunedSettings(base: Preset, parent: ReadModel): TrainSettings {
  const unset = Object.keys(networkEntries).map((key) => [key, undefined])
  return { ...base, ...Object.fromEntries(unset), parent, ...tunedRecipe(base, parent.contents) }
}

/** The preset where none is named: of runs that start from a model the quicker one. */
export const usualPreset = (from: unknown): PresetName =>
  from === undefined ? 'notebook' : 'quick'

/**
 * The settings of a run.
 * @param data what it is trained on, once that is known: presets fit themselves to it
 * @param parent what it starts from
 * @throws {DdpmError} `option.unknown`, `training.option-out-of-range`, `training.lengths-exclude`,
 * `training.contradicts-parent`, `training.parent-with-resume`
 */
export function settingsFor(
  options: TrainOptions,
  data?: FittedData,
  parent?: ReadModel,
): TrainSettings {
  checkOptions(options)
  const { preset = usualPreset(parent), resume } = options
  const few = data && fittedToFew(preset, data, options, parent)
  const fresh = { ...presets[preset], ...(data && fittedPreset(preset, data, options)), ...few }
  if (parent) {
    const { from: _, ...own } = withoutInherited(options, parent)
    const base = { ...tunedSettings(fresh, parent), ...few }
    return { ...base, ...otherLength(options, base), ...given(own) }
  }
  const base = resume ? checkpointSettings(resume, options.network) : fresh
  return {
    ...{ ...base, ...ofArchitecture(base, options), ...otherLength(options, base) },
    ...given(options),
  }
}
