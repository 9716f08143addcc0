/** The options of a recipe, each defined once: its range, its default, its flag and what it does. */

import { choice, number, whole } from '../base/option-specs.ts'
import { targets } from '../diffusion/targets.ts'

export const lossWeightings = ['none', 'min-snr'] as const
export const timestepSamplings = ['uniform', 'stratified', 'loss-second-moment'] as const
export const learningRateSchedules = ['constant', 'linear', 'cosine'] as const

/** Images of a step, at most: far more than memory holds of any but the smallest. */
const MOST_IN_BATCH = 65_536
const MOST_STEPS = 1_000_000_000
const MOST_IMAGES = 10_000_000

export const recipeSpecs = {
  batchSize: whole({ min: 1, max: MOST_IN_BATCH, default: 128, help: 'images of a step' }),
  learningRate: number({ above: 0, default: 1e-3, flag: 'lr', help: 'learning rate of Adam' }),
  seed: whole({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    default: 0,
    help: 'what all randomness comes from',
  }),

  target: choice(targets, { default: 'eps', help: 'what the network predicts' }),
  lossWeighting: choice(lossWeightings, {
    default: 'none',
    help: 'how losses are weighted by timestep',
  }),
  snrGamma: number({
    above: 0,
    default: 5,
    help: 'where min-snr clamps the signal-to-noise ratio',
  }),
  offsetNoise: number({ min: 0, default: 0, help: 'strength of the noise shared by all pixels' }),
  timestepSampling: choice(timestepSamplings, {
    default: 'uniform',
    help: 'how timesteps are drawn',
  }),

  learningRateSchedule: choice(learningRateSchedules, {
    default: 'constant',
    flag: 'lr-schedule',
    help: 'how the learning rate falls over the planned steps',
  }),
  warmupSteps: whole({
    min: 0,
    max: MOST_STEPS,
    default: 0,
    help: 'steps over which the learning rate rises to its value',
  }),
  beta1: number({ min: 0, below: 1, default: 0.9, help: 'decay of the first moment of Adam' }),
  beta2: number({ min: 0, below: 1, default: 0.999, help: 'decay of the second moment of Adam' }),
  weightDecay: number({ min: 0, default: 0, help: 'weight decay of AdamW' }),
  maxGradNorm: number({ min: 0, default: 0, help: 'limit on the norm of all gradients; 0: none' }),
  emaDecay: number({
    min: 0,
    below: 1,
    default: 0,
    help: 'decay of the EMA of the weights; 0: none',
  }),
  gradAccumulation: whole({
    min: 1,
    max: MOST_IN_BATCH,
    default: 1,
    help: 'parts in which a batch is computed, to save memory',
  }),

  conditionDropout: number({
    min: 0,
    max: 1,
    default: 0.1,
    help: 'share of examples trained without their class',
  }),
  validation: whole({
    min: 0,
    max: MOST_IMAGES,
    default: 0,
    help: 'images at the end of the data that are kept for validation',
  }),
} as const
