/** What a training run is set to: a preset, changed by the options given, kept in config.json. */

import { UserError } from '../../node.ts'
import { UsageError } from '../errors.ts'
import { DEFAULT_PRESET, type Preset, type PresetName, presetNames, presets } from '../presets.ts'

/** Everything that a run needs to be made again. */
export interface TrainSettings extends Preset {
  readonly preset: PresetName
  readonly device: string
  readonly threads?: number
  /** How many of the digits that are made here. */
  readonly dataCount?: number
  /** Pictures in a grid. */
  readonly sampleCount?: number
  /** Steps between checkpoints. */
  readonly checkpointEvery?: number
}

/** What the user has said; the rest comes from the preset or from the run that is resumed. */
export type TrainFlags = { readonly [Key in keyof TrainSettings]?: TrainSettings[Key] | undefined }

/** What a run cannot change in its middle, by the option that sets it. */
const fixed = {
  preset: '--preset',
  dataCount: '--data-count',
  model: '--model',
  widths: '--widths',
  timeDim: '--time-dim',
  imageSize: '--image-size',
  batchSize: '--batch-size',
  learningRate: '--lr',
  timesteps: '--timesteps',
  schedule: '--schedule',
  seed: '--seed',
} as const satisfies Partial<Record<keyof TrainSettings, string>>

function given(flags: TrainFlags): Partial<TrainSettings> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
}

/** Settings changed by flags. Who names epochs alone does not want another's limit of steps. */
function override(settings: TrainSettings, flags: TrainFlags): TrainSettings {
  const length = flags.epochs === undefined ? {} : { maxSteps: undefined }
  return { ...settings, ...length, ...given(flags) }
}

/** A new run's settings: the preset's, changed by what was given. */
export function newSettings(flags: TrainFlags): TrainSettings {
  const preset = flags.preset ?? DEFAULT_PRESET
  return override({ ...presets[preset], preset, device: 'auto' }, flags)
}

/**
 * A resumed run's settings: its own, changed where a run may be changed.
 * @throws {UsageError} naming an option that contradicts the run.
 */
export function resumedSettings(saved: TrainSettings, flags: TrainFlags): TrainSettings {
  for (const [key, option] of Object.entries(fixed) as [keyof typeof fixed, string][]) {
    const [now, then] = [flags[key], saved[key]]
    if (now === undefined || String(now) === String(then)) continue
    throw new UsageError(
      `${option} ${now} contradicts the run, which has ${then}: leave ${option} out to resume, ` +
        'or start a new run with another --out',
    )
  }
  return override(saved, flags)
}

/** What is wrong with a setting read from a file, if anything. */
function flaw(key: string, value: unknown, example: unknown): string | undefined {
  if (Array.isArray(example)) {
    const alike = Array.isArray(value) && value.length === example.length
    return alike && value.every(isSize) ? undefined : `${key} is not ${example.length} numbers`
  }
  // only numbers may be left unsaid
  if (typeof example === 'string')
    return typeof value === 'string' ? undefined : `${key} is no word`
  return value === undefined || isSize(value) ? undefined : `${key} is no number of at least 0`
}

const isSize = (value: unknown) => typeof value === 'number' && value >= 0

/** The settings in a run's config.json. @throws {UserError} where they are damaged. */
export function parseSettings(config: unknown, path: string): TrainSettings {
  const isObject = typeof config === 'object' && config !== null
  const values: Record<string, unknown> = isObject ? { ...config } : {}
  const examples: Record<string, unknown> = { ...newSettings({}) }
  const flaws = Object.keys({ ...examples, ...values }).flatMap((key) => {
    return flaw(key, values[key], examples[key]) ?? []
  })
  const preset = presetNames.find((name) => name === values['preset'])
  if (!isObject || preset === undefined || flaws.length > 0) {
    const what = flaws[0] ?? 'it names no known preset'
    throw new UserError(`${path} is damaged (${what}): mend it, or start a new run`)
  }
  return { ...newSettings({ preset }), ...values, maxSteps: maxStepsOf(values) }
}

/** A run that was freed of its preset's limit has none in its file. */
function maxStepsOf({ maxSteps }: Record<string, unknown>): number | undefined {
  return typeof maxSteps === 'number' ? maxSteps : undefined
}
