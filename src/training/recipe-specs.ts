/** The options of a recipe, each defined once: its range, its default, its flag and what it does. */

import { choice, number, toggle, whole } from '../base/option-specs.ts'
import { targets } from '../diffusion/targets.ts'

export const lossWeightings = ['none', 'min-snr'] as const
export const timestepSamplings = [
  'uniform',
  'stratified',
  'logit-normal',
  'loss-second-moment',
] as const
export const optimizers = ['adam', 'muon'] as const
export const learningRateSchedules = ['constant', 'linear', 'cosine'] as const

/** Images of a step, at most: far more than memory holds of any but the smallest. */
const MOST_IN_BATCH = 65_536
const MOST_IMAGES = 10_000_000

/** By which an image is moved: no image is as wide. */
const MOST_PIXELS = 65_536

const validation = {
  ...{ min: 0, max: MOST_IMAGES, default: 0, group: 'Validation' },
  help: 'images at the end of the data that are kept for validation',
} as const

export const recipeSpecs = {
  batchSize: whole({
    ...{ min: 1, max: MOST_IN_BATCH, default: 128, group: 'Training' },
    help: 'images per step',
  }),
  learningRate: number({
    ...{ above: 0, default: 1e-3, flag: 'lr', group: 'Training' },
    help: 'learning rate',
  }),
  seed: whole({
    ...{ min: 0, default: 0, group: 'Training' },
    help: 'seed of all randomness: the same seed gives the same run',
  }),

  target: choice(targets, {
    ...{ default: 'eps', group: 'Objective' },
    help: 'what the network predicts',
    meanings: {
      eps: 'the noise, as in the notebook',
      x0: 'the image',
      v: 'a mix of both, which suits few sampling steps',
    },
  }),
  lossWeighting: choice(lossWeightings, {
    ...{ default: 'none', group: 'Objective' },
    help: 'how losses are weighted by timestep',
    meanings: { 'min-snr': 'easy timesteps less, which learns faster' },
  }),
  snrGamma: number({
    ...{ above: 0, default: 5, group: 'Objective' },
    help: 'where min-snr clamps the signal-to-noise ratio',
  }),
  timestepSampling: choice(timestepSamplings, {
    ...{ default: 'uniform', group: 'Objective' },
    help: 'how timesteps are drawn',
    meanings: {
      stratified: 'even over each batch',
      'logit-normal': 'most of medium noise',
      'loss-second-moment': 'more often where the loss is high',
    },
  }),
  offsetNoise: number({
    ...{ min: 0, default: 0, group: 'Objective' },
    help: 'strength of noise shared by all pixels, such as 0.1, for very dark or bright images',
  }),
  conditionDropout: number({
    ...{ min: 0, max: 1, default: 0.1, group: 'Objective' },
    help: 'share of examples trained without their class, which guidance needs, for models with classes',
  }),
  augmentFlip: toggle({
    ...{ default: false, group: 'Augmentation' },
    help: 'mirror half of the training images, left to right: not for text or digits',
  }),
  augmentShift: whole({
    ...{ min: 0, max: MOST_PIXELS, default: 0, group: 'Augmentation' },
    help: 'move training images by up to so many pixels each way, edges repeated; samples then lie as variously',
  }),
  augmentCrop: number({
    ...{ min: 0, below: 1, default: 0, group: 'Augmentation' },
    help: 'cut up to this share of the sides off, such as 0.2, at any place, and enlarge the rest',
  }),
  augmentColour: number({
    ...{ min: 0, below: 1, default: 0, group: 'Augmentation' },
    help: 'vary brightness, contrast, hue and saturation by up to this share, such as 0.1',
  }),
  augmentProbability: number({
    ...{ above: 0, max: 1, default: 1, group: 'Augmentation' },
    help: 'how often an image is moved, cropped and varied in colour, each by itself; fewer suit --augment-condition',
  }),

  optimizer: choice(optimizers, {
    ...{ default: 'adam', group: 'Optimizer' },
    help: 'what moves the weights',
    meanings: {
      adam: 'AdamW, as in the notebook',
      muon: 'Muon for matrices and filters, AdamW for the rest: learns faster',
    },
  }),
  learningRateSchedule: choice(learningRateSchedules, {
    ...{ default: 'constant', flag: 'lr-schedule', group: 'Optimizer' },
    help: 'the learning rate over the planned steps',
    meanings: { linear: 'falls evenly to zero', cosine: 'falls to zero along a cosine' },
  }),
  warmupSteps: whole({
    ...{ min: 0, default: 0, group: 'Optimizer' },
    help: 'steps over which the learning rate rises to its value',
  }),
  emaDecay: number({
    ...{ min: 0, below: 1, default: 0, group: 'Optimizer' },
    help: 'decay of the EMA of the weights that is used to sample, such as 0.999; 0 for none',
  }),
  maxGradNorm: number({
    ...{ min: 0, default: 0, group: 'Optimizer' },
    help: 'clip the norm of all gradients to this, such as 1; 0 for none',
  }),
  weightDecay: number({
    ...{ min: 0, default: 0, group: 'Optimizer' },
    help: 'weight decay of AdamW, such as 0.01',
  }),
  beta1: number({
    ...{ min: 0, below: 1, default: 0.9, group: 'Optimizer' },
    help: 'decay of the first moment of Adam',
  }),
  beta2: number({
    ...{ min: 0, below: 1, default: 0.999, group: 'Optimizer' },
    help: 'decay of the second moment of Adam',
  }),
  gradAccumulation: whole({
    ...{ min: 1, max: MOST_IN_BATCH, default: 1, group: 'Optimizer' },
    help: 'parts in which a batch is computed, which takes less memory; a divisor of the batch size',
  }),

  validation: whole(validation),
} as const

/** A recipe whose data is not known yet. */
export const plannedRecipeSpecs = {
  ...recipeSpecs,
  validation: whole({
    ...{ ...validation, or: ['auto'] },
    help: `${validation.help}; auto for 2 % of them, at most 1000, or of fewer than 500 images for a tenth, at most 20`,
  }),
} as const
