/** What was typed of a training run and cannot be, or would change nothing: refused before it begins. */

import { fittingSizes, isMultiple, showSize } from '../../base/image-size.ts'
import type { DatasetFacts } from '../../data/dataset.ts'
import type { Network } from '../../nn/network.ts'
import { changesIn } from '../../training/augment.ts'
import { sizeStep } from '../../training/network.ts'
import { checkDevice } from '../device-options.ts'
import { checkDataFlags } from '../options/data-flags.ts'
import { usageError } from '../usage-errors.ts'
import { recipeFlags } from './recipe-options.ts'
import { type Said, said } from './said.ts'
import type { TrainFlags } from './settings.ts'

/** A size that the source takes, and the network can halve from level to level. */
function checkImageSize({ typed, settings }: Said): void {
  checkDataFlags(settings.data, typed)
  const { imageSize } = typed
  const step = sizeStep(settings)
  if (imageSize === undefined || isMultiple(imageSize, step)) return
  throw usageError('usage.image-size-uneven', {
    ...{ size: showSize(imageSize), model: settings.model, step },
    near: fittingSizes(imageSize, step).map(showSize),
  })
}

function checkSampleSteps(source: Said): void {
  const { sampleSteps = 0, timesteps } = source.settings
  if (sampleSteps <= timesteps) return
  throw usageError('usage.sample-steps-exceed-timesteps', {
    ...{
      steps: said('sampleSteps', source),
      timesteps: said('timesteps', source),
      most: timesteps,
    },
  })
}

function checkParts(source: Said): void {
  const { batchSize, gradAccumulation } = source.settings
  if (batchSize % gradAccumulation === 0) return
  throw usageError('usage.parts-of-batch', {
    ...{ parts: said('gradAccumulation', source), batch: said('batchSize', source) },
  })
}

function checkLength({ minutes, epochs, maxSteps }: TrainFlags): void {
  if (minutes === undefined) return
  const others = { '--max-steps': maxSteps, '--epochs': epochs }
  for (const [option, value] of Object.entries(others)) {
    if (value !== undefined) throw usageError('usage.lengths-exclude', { option })
  }
}

/**
 * Judges the options by the settings that they lead to.
 * @throws {DdpmError} a `usage` code, naming what was typed and who set the rest
 */
export function checkFlags(source: Said): void {
  const { typed, settings } = source
  checkDevice({ device: settings.device, threads: typed.threads, variant: typed.variant })
  checkLength(typed)
  checkSampleSteps(source)
  checkParts(source)
  checkImageSize(source)
  checkAugmentation(source)
  if (typed.fromWeights !== undefined && settings.from === undefined) {
    throw usageError('usage.option-needs', { option: '--from-weights', needs: '--from' })
  }
  if (typed.snrGamma !== undefined && settings.lossWeighting !== 'min-snr') {
    throw usageError('usage.option-needs', {
      ...{ option: '--snr-gamma', needs: '--loss-weighting min-snr' },
    })
  }
  if (typed.conditionDropout !== undefined && settings.classes !== 'auto') {
    throw usageError('usage.option-needs', {
      ...{ option: '--condition-dropout', needs: '--model unet and --classes auto' },
    })
  }
}

/** Options that change nothing where images stay as they are. */
function checkAugmentation({ typed, settings }: Said): void {
  const { augmentFlip, ...others } = changesIn(settings)
  const flags = Object.keys(others).map((name) => recipeFlags[name as keyof typeof others])
  const isMoved = Object.values(others).some(Boolean)
  const needs = (option: string, all: readonly string[]) =>
    usageError('usage.option-needs', { option, needs: all.join(' or ') })
  if (typed.augmentCondition && !augmentFlip && !isMoved) {
    throw needs('--augment-condition', [recipeFlags.augmentFlip, ...flags])
  }
  if (typed.augmentProbability !== undefined && !isMoved) {
    throw needs(recipeFlags.augmentProbability, flags)
  }
}

/** Options that only a model with classes can follow. */
function classOptions({ conditionDropout, guidance }: TrainFlags): string[] {
  return [
    ...(conditionDropout === undefined ? [] : ['--condition-dropout']),
    ...(guidance === undefined || guidance === 1 ? [] : ['--guidance']),
  ]
}

/** The same where only the data decides. @throws {DdpmError} `usage.option-needs-classes` */
export function checkClasses(typed: TrainFlags, { classes }: Network, data: DatasetFacts): void {
  const [option] = classOptions(typed)
  if (option === undefined || classes > 0) return
  const why = data.labels ? 'this model does not learn them' : `${data.name} has none`
  throw usageError('usage.option-needs-classes', { option, why })
}

/**
 * @param validation images that are not trained on
 * @throws {DdpmError} `usage.validation-takes-all`, `usage.batch-exceeds-images`
 */
export function checkCounts(source: Said, validation: number, data: DatasetFacts): void {
  const { batchSize } = source.settings
  const images = data.count - validation
  if (images < 1) {
    const option = said('validation', source, validation)
    throw usageError('usage.validation-takes-all', { option, images: data.count, data: data.name })
  }
  if (batchSize <= images) return
  throw usageError('usage.batch-exceeds-images', {
    ...{ option: said('batchSize', source), images, data: data.name, validation },
  })
}
