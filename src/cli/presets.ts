/** Presets as plain data: everything that a training run may leave unsaid. */

import { plainRecipe } from '../node.ts'
import type { PlannedRecipe } from './train/recipe-options.ts'

export interface Preset extends PlannedRecipe {
  readonly data: string
  readonly model: 'simple-unet'
  readonly widths: readonly [number, number, number]
  readonly timeDim: number
  readonly epochs: number
  readonly maxSteps?: number
  readonly timesteps: number
  readonly schedule: 'linear'
  /** Epochs between sample grids. */
  readonly sampleEvery: number
  /** Denoising steps of the sample grids; all timesteps where it is not given. */
  readonly sampleSteps?: number
  /** Height and width of digits made here, 28 where it is not given; other data has its own. */
  readonly imageSize?: number
}

/** The notebook to the letter. */
const notebook: Preset = {
  ...plainRecipe,
  data: 'mnist',
  model: 'simple-unet',
  widths: [64, 128, 256],
  timeDim: 256,
  epochs: 30,
  batchSize: 128,
  learningRate: 1e-3,
  timesteps: 1000,
  schedule: 'linear',
  seed: 0,
  sampleEvery: 5,
}

/**
 * What reaches recognisable pictures soonest: small images, whose digits this network's few layers
 * can see whole, a narrower network, small batches, fewer steps. Experiments: docs/log.md.
 */
const quick: Preset = {
  ...notebook,
  data: 'digits',
  widths: [48, 96, 192],
  epochs: 100,
  maxSteps: 1200,
  batchSize: 32,
  sampleSteps: 400,
  imageSize: 16,
  heldOut: 'auto',
}

export const presets = { notebook, quick } as const
export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

/** Where none is named. */
export const DEFAULT_PRESET: PresetName = 'notebook'
