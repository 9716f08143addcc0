/**
 * What presets say besides the shape of their networks, which is that of the architecture: apart from it, so
 * that a page which shows settings downloads no networks.
 */

import type { NetworkSettings } from './network.ts'
import { plainRecipe } from './plain-recipe.ts'
import type { Preset } from './preset.ts'

type PresetRecipe = Omit<Preset, keyof NetworkSettings> & Pick<Preset, 'model'>

/** The notebook to the letter. */
const notebook: PresetRecipe = {
  ...plainRecipe,
  model: 'simple-unet',
  data: 'mnist',
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
  model: 'unet',
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
const quick: PresetRecipe = {
  ...conditional,
  data: 'digits',
  dataCount: 26_000, // without validation 796 steps: only the last 4 see a digit again
  maxSteps: 800,
  learningRate: 3e-3,
  warmupSteps: 20,
  emaDecay: 0.99,
}

/** A quarter of an hour: smaller steps, and an average over more of them. */
const best: PresetRecipe = {
  ...conditional,
  data: 'mnist',
  maxSteps: 9000,
  learningRate: 2e-3,
  warmupSteps: 100,
  emaDecay: 0.999,
}

/** By the names of the presets. */
export const presetRecipes = { notebook, quick, best } as const
