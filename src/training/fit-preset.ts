/**
 * What a preset becomes for the images at hand: a network that suits their size and channels, and what
 * goes with the number of steps. Experiments: docs/log.md.
 */

import { type AnyDataset, FEW_IMAGES } from '../data/dataset.ts'
import { GUIDANCE_OF_COLOUR, STEPS_OF_COLOUR } from '../diffusion/sampling-defaults.ts'
import type { NetworkSettings } from './network.ts'
import type { Preset } from './preset.ts'
import type { Recipe } from './recipe.ts'

/** What a preset is fitted to. */
export type FittedData = Pick<AnyDataset, 'count' | 'height' | 'width' | 'channels'>

/** A network's shape: who names a part of it gets the preset's own for the rest. */
export type NetworkShape = Pick<
  NetworkSettings,
  'widths' | 'patch' | 'layersPerBlock' | 'attentionAt' | 'dropout'
>

/** Of the blocks of a network that sees each of few images hundreds of times. */
const DROPOUT_OF_FEW = 0.1
/** Pixels of the shorter side to one that images are moved by. */
const SIDE_PER_SHIFT = 16
/** Steps of `quick` for images that are not digits: about ten minutes on two cores at 32 x 32. */
const STEPS_OF_IMAGES = 3000

/** Channels per level for images of colour, at full resolution few, from the least work to the most. */
const colourWidths: readonly (readonly number[])[] = [
  [16, 32, 64, 64],
  [16, 48, 96, 96],
  [16, 64, 128, 128],
]
/** Pixels a side that the coarsest level keeps. */
const COARSEST = 8
/** Above it a level at full resolution costs more than it gives: patches of 2 x 2 come first. */
const LARGEST_WITHOUT_PATCHES = 64

/** How often both sides can be halved without going below the coarsest. */
function halvings({ height, width }: FittedData, patch: number, most: number): number {
  let count = 0
  let [low, high] = [Math.min(height, width) / patch, Math.max(height, width) / patch]
  while (count < most && low % 2 === 0 && high % 2 === 0 && low / 2 >= COARSEST) {
    ;[low, high] = [low / 2, high / 2]
    count++
  }
  return count
}

/**
 * Networks for images of colour, from the least work to the most: a level of few channels at full
 * resolution draws edges and flat colours, which patches of 2x2 pixels leave dotted, and the work is done
 * below it. None for grey images, which the preset's own suits.
 */
export function networkChoices(data: FittedData): readonly NetworkShape[] {
  if (data.channels < 3) return []
  const patch = Math.min(data.height, data.width) > LARGEST_WITHOUT_PATCHES ? 2 : 1
  const levels = halvings(data, patch, colourWidths[0].length - 1) + 1
  const usual = { patch, layersPerBlock: 1, attentionAt: [levels - 1] }
  const dropout = data.count < FEW_IMAGES ? DROPOUT_OF_FEW : 0
  // of small images the work begins at full resolution
  const first = levels > 2 ? 0 : 1
  return colourWidths.map((widths) => ({
    ...{ ...usual, dropout },
    widths: widths.slice(first, first + levels),
  }))
}

/** Between the learning rates of `quick` and `best`, which their lengths go with. */
function rateOfLength(steps: number): number {
  const within = Math.min(Math.max(steps, 800), 9000)
  return Number((3e-3 * (800 / within) ** (1 / 6)).toPrecision(2))
}

/** Of the learning rate of a run from scratch, for one that starts from a model: what is learnt is to be kept. */
const SHARE_OF_RATE = 1 / 3

/** The learning rate of a run that starts from a model. @param rate that of one from scratch */
export const tunedRate = (rate: number): number => Number((rate * SHARE_OF_RATE).toPrecision(2))

/** Learning rates of Adam that Muon takes: of 2 and 4 the better after 600 steps of emoji. */
const RATES_OF_MUON = 2

/**
 * What of a recipe goes by the number of steps, from `quick` to `best`: longer runs take smaller steps, and
 * the EMA spans about a tenth of them.
 */
export function recipeOfLength(
  steps: number,
  optimizer: Recipe['optimizer'],
): Pick<Recipe, 'learningRate' | 'emaDecay' | 'warmupSteps'> {
  const span = Math.min(Math.max(steps / 10, 100), 2000)
  return {
    learningRate: rateOfLength(steps) * (optimizer === 'muon' ? RATES_OF_MUON : 1),
    emaDecay: Number((1 - 1 / span).toFixed(4)),
    warmupSteps: Math.min(Math.max(Math.round(steps / 40), 20), 100),
  }
}

/**
 * How images are changed of which there are few, so that a network does not learn them by heart: in every way
 * there is, and said to the network, so that samples are as the images are. None where there are many.
 */
export function augmentationOfFew({ count, height, width }: FittedData): Partial<Preset> {
  if (count >= FEW_IMAGES) return {}
  return {
    ...{ augmentCondition: true, augmentProbability: 0.3 },
    augmentShift: Math.max(1, Math.round(Math.min(height, width) / SIDE_PER_SHIFT)),
    ...{ augmentFlip: true, augmentCrop: 0.2, augmentColour: 0.1 },
  }
}

/**
 * What changes of a preset for such images: nothing of the notebook, nor of the others for digits.
 * @param optimizer which the learning rate goes with
 */
export function fitPreset(
  preset: Pick<Preset, 'model' | 'maxSteps'>,
  data: FittedData,
  optimizer: Recipe['optimizer'] = 'muon',
): Partial<Preset> {
  const { model, maxSteps } = preset
  const choices = networkChoices(data)
  if (model !== 'unet' || choices.length === 0) return {}
  const steps = Math.max(maxSteps ?? 0, STEPS_OF_IMAGES)
  return {
    ...{ ...choices[1], maxSteps: steps, optimizer, ...recipeOfLength(steps, optimizer) },
    ...{ sampleSteps: STEPS_OF_COLOUR, guidance: GUIDANCE_OF_COLOUR },
  }
}
