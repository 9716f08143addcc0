/** Presets as plain data: everything that a training run may leave unsaid. */

import type { DataSettings } from '../data/data-settings.ts'
import type { SamplerName } from '../diffusion/samplers/registry.ts'
import type { ScheduleName } from '../diffusion/schedules.ts'
import { type NetworkSettings, networks } from './network.ts'
import { plainRecipe, type Recipe } from './recipe.ts'

/** A recipe whose data is not known yet: `auto` keeps a part of it for validation. */
export interface PlannedRecipe extends Omit<Recipe, 'validation'> {
  readonly validation: number | 'auto'
}

/** Settings of a run under a name. */
export interface Preset extends PlannedRecipe, NetworkSettings, DataSettings {
  readonly data: string
  readonly epochs: number
  readonly maxSteps?: number
  readonly timesteps: number
  readonly schedule: ScheduleName
  /** Whether the schedule is changed to end in pure noise. */
  readonly zeroSnr?: boolean
  /** Epochs between sample grids, or `auto`: up to ten, by their share of the time. */
  readonly sampleEvery: number | 'auto'
  /** What makes the sample grids. */
  readonly sampler: SamplerName
  /** Its denoising steps; all timesteps where it is not given. */
  readonly sampleSteps?: number
  /** Guidance scale of the grids; 1 where it is not given. */
  readonly guidance?: number
}

/** The notebook to the letter. */
const notebook: Preset = {
  ...plainRecipe,
  data: 'mnist',
  ...networks['simple-unet'],
  epochs: 30,
  batchSize: 128,
  learningRate: 1e-3,
  timesteps: 1000,
  schedule: 'linear',
  seed: 0,
  sampleEvery: 5,
  sampler: 'ddpm',
}

/**
 * A network that normalises and attends, on patches of 2x2 pixels, with classes; small batches;
 * a rate that falls to zero. Experiments: docs/log.md.
 */
const conditional = {
  ...plainRecipe,
  ...networks.unet,
  epochs: 100,
  batchSize: 32,
  learningRateSchedule: 'linear',
  maxGradNorm: 1,
  target: 'v',
  timestepSampling: 'stratified',
  timesteps: 1000,
  schedule: 'cosine',
  sampler: 'dpm-solver++',
  sampleSteps: 25,
  guidance: 2,
  validation: 'auto',
  sampleEvery: 'auto',
} as const

/** What reaches recognisable samples soonest. */
const quick: Preset = {
  ...conditional,
  data: 'digits',
  dataCount: 26_000, // without validation 796 steps: only the last 4 see a digit again
  maxSteps: 800,
  learningRate: 3e-3,
  warmupSteps: 20,
  emaDecay: 0.99,
}

/** A quarter of an hour: smaller steps, and an average over more of them. */
const best: Preset = {
  ...conditional,
  data: 'mnist',
  maxSteps: 9000,
  learningRate: 2e-3,
  warmupSteps: 100,
  emaDecay: 0.999,
}

/** The settings of each preset. */
export const presets = { notebook, quick, best } as const
/** `notebook`, `quick` or `best`. */
export type PresetName = keyof typeof presets
/** Every preset's name. */
export const presetNames = Object.keys(presets) as PresetName[]
