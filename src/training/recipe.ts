/**
 * The recipe of a run: every option that shapes its numbers. The defaults are the notebook's, and what
 * they leave out costs nothing.
 */

import * as v from 'valibot'
import type { Target } from '../diffusion/targets.ts'
import { specified } from './ranges.ts'
import {
  type learningRateSchedules,
  type lossWeightings,
  type optimizers,
  recipeSpecs,
  type timestepSamplings,
} from './recipe-specs.ts'

/** Every option that shapes a run's numbers: docs/recipe.md. */
export interface Recipe {
  /** Examples in a step. Default 128. */
  readonly batchSize: number
  /** Default 1e-3. */
  readonly learningRate: number
  /** Whole number from 0 that all randomness comes from. Default 0. */
  readonly seed: number

  /** What the network learns to find. Default `eps`. */
  readonly target: Target
  /** `min-snr` weighs losses by timestep (Hang et al. 2023). Default `none`. */
  readonly lossWeighting: (typeof lossWeightings)[number]
  /** Where `min-snr` clamps the signal-to-noise ratio. Default 5. */
  readonly snrGamma: number
  /** Strength of one more normal number per example and channel (Guttenberg 2023). Default 0. */
  readonly offsetNoise: number
  /**
   * How timesteps are drawn: `stratified` spreads a batch evenly over them, `logit-normal` takes
   * most from the middle (Esser et al. 2024, section 3.1), `loss-second-moment` draws those of large losses more often (Nichol and Dhariwal 2021, section 3.3). Default
   * `uniform`.
   */
  readonly timestepSampling: (typeof timestepSamplings)[number]

  /** Whether half of the training images are mirrored, left to right. Default false. */
  readonly augmentFlip: boolean
  /** Pixels by which training images are moved at most, along each axis. Default 0. */
  readonly augmentShift: number
  /** Share of their sides that training images are cropped by at most, before they are enlarged. Default 0. */
  readonly augmentCrop: number
  /** Share by which their brightness, contrast, hue and saturation vary at most. Default 0. */
  readonly augmentColour: number
  /** How often each of the changes but the flip is made, above 0 to 1. Default 1. */
  readonly augmentProbability: number

  /** `muon` moves matrices and filters by their orthogonalised momentum (Jordan et al. 2024). Default `adam`. */
  readonly optimizer: (typeof optimizers)[number]
  /** From the learning rate to zero over the planned steps, or `constant`, the default. */
  readonly learningRateSchedule: (typeof learningRateSchedules)[number]
  /** Steps in which the learning rate rises to its value. Default 0. */
  readonly warmupSteps: number
  /** Adam's, in 0 .. 1. Defaults 0.9 and 0.999. */
  readonly beta1: number
  readonly beta2: number
  /** AdamW's decoupled decay. Default 0. */
  readonly weightDecay: number
  /** Limit on the norm of all gradients; 0 for none, the default. */
  readonly maxGradNorm: number
  /** Decay of the weights' moving average, which then makes the samples; 0 for none, the default. */
  readonly emaDecay: number
  /** Parts in which a batch is computed one after another, to save memory: a divisor of it. Default 1. */
  readonly gradAccumulation: number

  /** Share of examples whose class is left out, where the model has classes, for guidance. Default 0.1. */
  readonly conditionDropout: number
  /** Images at the end of the data that are kept for validation and not trained on. Default 0. */
  readonly validation: number
}

type RecipeSpecs = typeof recipeSpecs

/** Each option as config.json holds it, by its spec. */
export const recipeEntries = Object.fromEntries(
  Object.entries(recipeSpecs).map(([name, spec]) => [name, specified(spec)]),
) as unknown as {
  readonly [K in keyof RecipeSpecs]: v.GenericSchema<Recipe[K] | undefined, Recipe[K]>
}

/** What options were called in files before. */
export const oldRecipeNames = {
  warmUp: 'warmupSteps',
  clip: 'maxGradNorm',
  ema: 'emaDecay',
  accumulate: 'gradAccumulation',
  labelDropout: 'conditionDropout',
  heldOut: 'validation',
} as const satisfies Readonly<Record<string, keyof Recipe>>

export const recipeSchema = v.object(recipeEntries)
