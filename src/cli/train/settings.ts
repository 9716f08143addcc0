/** What a training run is set to: a preset, changed by the options given, kept in config.json. */

import * as v from 'valibot'
import { DdpmError } from '../../base/errors.ts'
import { given } from '../../base/given.ts'
import { isImageSize, showSize } from '../../base/image-size.ts'
import { withNewNames } from '../../base/old-names.ts'
import { resizeSpecs } from '../../data/preparation.ts'
import { imageSizeOption } from '../../data/source.ts'
import type { FittedData } from '../../training/fit-preset.ts'
import { networkEntries } from '../../training/network.ts'
import { epochsFor } from '../../training/options.ts'
import { type Preset, type PresetName, presetNames, presets } from '../../training/presets.ts'
import { allowed, checkRanges, oneOf, specified, whole } from '../../training/ranges.ts'
import { oldRecipeNames, recipeEntries } from '../../training/recipe.ts'
import { plannedRecipeSpecs } from '../../training/recipe-specs.ts'
import { planSpecs, runSpecs } from '../../training/run-specs.ts'
import { fittedPreset, fittedToFew, usualPreset } from '../../training/settings.ts'
import { cliError } from '../errors.ts'
import { networkFlags, otherNetwork } from '../network.ts'
import { dataSettingFlags } from '../options/data-flags.ts'
import { usageError } from '../usage-errors.ts'
import { type WeightChoice, weightChoices } from '../weights.ts'
import { recipeFlags, trainFlags } from './recipe-options.ts'

/** Where none is named. */
export const DEFAULT_PRESET: PresetName = 'notebook'

/** Everything that a run needs to be made again. */
export interface TrainSettings extends Preset {
  readonly preset: PresetName
  readonly device: string
  readonly threads?: number
  /** The kernels of its first step, where the device has several: by others bits may differ. */
  readonly variant?: string
  /** What the steps of its first plan were fitted to. */
  readonly minutes?: number
  /** The model that it started from: a path or a name. */
  readonly from?: string
  /** Which of its weights. */
  readonly fromWeights?: WeightChoice
  /** Samples in a grid. */
  readonly sampleCount?: number
  /** Steps between checkpoints. */
  readonly checkpointEvery?: number
}

const word = v.string('a word')

/** As config.json holds them. What a recipe does not say is as it was before it could be said. */
const settingsSchema: v.GenericSchema<unknown, TrainSettings> = v.object(
  {
    preset: oneOf(presetNames),
    data: word,
    ...networkEntries,
    epochs: allowed(runSpecs.epochs),
    maxSteps: v.optional(allowed(runSpecs.maxSteps)),
    minutes: v.optional(allowed(runSpecs.minutes)),
    from: v.optional(word),
    fromWeights: v.optional(oneOf(weightChoices)),
    timesteps: allowed(planSpecs.timesteps),
    schedule: allowed(planSpecs.schedule),
    zeroSnr: v.optional(allowed(planSpecs.zeroSnr)),
    sampleEvery: allowed(runSpecs.sampleEvery),
    sampler: specified(planSpecs.sampler),
    sampleSteps: v.optional(allowed(planSpecs.sampleSteps)),
    guidance: v.optional(allowed(planSpecs.guidance)),
    imageSize: v.optional(allowed(imageSizeOption)),
    device: word,
    threads: v.optional(whole(1)),
    variant: v.optional(word),
    dataCount: v.optional(whole(1)),
    background: v.optional(word),
    fit: v.optional(allowed(resizeSpecs.fit)),
    resize: v.optional(allowed(resizeSpecs.resize)),
    sampleCount: v.optional(allowed(runSpecs.sampleCount)),
    checkpointEvery: v.optional(allowed(runSpecs.checkpointEvery)),
    ...recipeEntries,
    validation: specified(plannedRecipeSpecs.validation),
  },
  'an object with settings',
)

/** What the user has said; the rest comes from the preset or from the run that is resumed. */
export type TrainFlags = { readonly [Key in keyof TrainSettings]?: TrainSettings[Key] | undefined }

const { flags } = trainFlags

/** What a run cannot change once it has begun, by the option that sets it. */
const fixed = {
  preset: '--preset',
  from: '--from',
  fromWeights: '--from-weights',
  model: '--model',
  ...dataSettingFlags,
  timesteps: flags.timesteps,
  schedule: flags.schedule,
  zeroSnr: flags.zeroSnr,
  minutes: flags.minutes,
  ...networkFlags,
  ...recipeFlags,
} as const satisfies Partial<Record<keyof TrainSettings, string>>

/** The option that sets what errors name. */
export const settingFlags = { ...fixed, sampleSteps: flags.sampleSteps } as const

/** The options that a preset stands for. */
export const presetFlags = {
  ...{ data: '--data', dataCount: dataSettingFlags.dataCount, model: '--model', ...networkFlags },
  ...{ epochs: flags.epochs, maxSteps: flags.maxSteps },
  ...{ batchSize: flags.batchSize, learningRate: flags.learningRate },
  ...{ timesteps: flags.timesteps, schedule: flags.schedule },
  ...recipeFlags,
  ...{ sampleEvery: flags.sampleEvery, sampler: flags.sampler, sampleSteps: flags.sampleSteps },
  guidance: flags.guidance,
} as const satisfies Partial<Record<keyof TrainSettings, string>>

/** Settings changed by flags. Who names epochs alone does not want another's limit of steps. */
function override(settings: TrainSettings, flags: TrainFlags): TrainSettings {
  const length = flags.epochs === undefined ? {} : { maxSteps: undefined }
  return { ...settings, ...length, ...given(flags) }
}

/**
 * A new run's settings: the preset's, changed by what was given.
 * @param data what it is trained on, once that is known: presets fit themselves to it
 * @param inherit what a model that it starts from changes of the preset's settings
 */
export function newSettings(
  flags: TrainFlags,
  data?: FittedData,
  inherit?: (base: TrainSettings) => TrainSettings,
): TrainSettings {
  const preset = flags.preset ?? usualPreset(flags.from)
  const network = inherit ? {} : otherNetwork(presets[preset], flags)
  const fitted = data && fittedPreset(preset, data, flags)
  const few = data && !inherit && fittedToFew(preset, data, flags)
  const base = { ...presets[preset], ...fitted, ...few, ...network, preset, device: 'auto' }
  return override(inherit ? inherit(base) : base, flags)
}

/**
 * Settings for data with so many steps an epoch. Who names no epochs has as many as the steps take: the
 * preset's are raised where they would end the run before.
 */
export function withEpochsFor(
  settings: TrainSettings,
  { epochs, maxSteps }: Pick<TrainFlags, 'epochs' | 'maxSteps'>,
  perEpoch: number,
): TrainSettings {
  if (epochs !== undefined || maxSteps === undefined) return settings
  return { ...settings, epochs: Math.max(settings.epochs, epochsFor({ maxSteps }, perEpoch)) }
}

/** A value as it is typed on the command line. */
export function typedAs(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return 'none'
  return isImageSize(value) ? showSize(value) : String(value)
}

/**
 * A resumed run's settings: its own, changed where a run may be changed.
 * @throws {DdpmError} `usage.contradicts-run`
 */
export function resumedSettings(saved: TrainSettings, flags: TrainFlags): TrainSettings {
  for (const [key, option] of Object.entries(fixed) as [keyof typeof fixed, string][]) {
    const [now, then] = [flags[key], saved[key]]
    if (now === undefined || typedAs(now) === typedAs(then)) continue
    const typed = now === true ? option : `${option} ${typedAs(now)}`
    const kept = then === undefined ? undefined : typedAs(then)
    throw usageError('usage.contradicts-run', { typed, option, saved: kept })
  }
  return override(saved, flags)
}

/** The settings in a run's config.json. @throws {DdpmError} `cli.config-damaged` */
export function parseSettings(config: unknown, path: string): TrainSettings {
  try {
    return checkRanges(settingsSchema, withNewNames(config, oldRecipeNames))
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    throw cliError('cli.config-damaged', { path, issue: error.message }, { cause: error })
  }
}
