/** What was typed of a training run and cannot be, or would change nothing: refused before it begins. */

import type { Dataset, Model } from '../../node.ts'
import { checkSteps } from '../asking.ts'
import { checkDevice } from '../device-options.ts'
import { UsageError } from '../errors.ts'
import { count } from '../terminal/format.ts'
import type { TrainFlags, TrainSettings } from './settings.ts'

/** Smaller digits cannot be read. */
export const SMALLEST_DIGITS = 12

function checkImageSize({ data, imageSize }: TrainSettings): void {
  if (data !== 'digits' || imageSize === undefined || imageSize >= SMALLEST_DIGITS) return
  throw new UsageError(
    `--image-size ${imageSize} is too small for digits: use a multiple of 4 of at least ` +
      `${SMALLEST_DIGITS}`,
  )
}

/**
 * Judges the options by the settings that they lead to; what a preset or a resumed run says is never
 * too much.
 * @throws {UsageError} naming the option.
 */
export function checkFlags(typed: TrainFlags, settings: TrainSettings): void {
  checkDevice({ device: settings.device, threads: typed.threads, variant: typed.variant })
  checkSteps(settings.sampleSteps, settings, '--sample-steps')
  checkImageSize(settings)
  if (typed.snrGamma !== undefined && settings.lossWeighting !== 'min-snr') {
    throw new UsageError('--snr-gamma is for --loss-weighting min-snr: add that, or leave it out')
  }
  if (typed.conditionDropout !== undefined && settings.classes !== 'auto') {
    throw new UsageError(
      '--label-dropout is for models that know classes: add --model unet with --classes auto, or ' +
        'leave it out',
    )
  }
}

/** Options that only a model with classes can follow. */
function classOptions({ conditionDropout, guidance }: TrainFlags): string[] {
  return [
    ...(conditionDropout === undefined ? [] : ['--label-dropout']),
    ...(guidance === undefined || guidance === 1 ? [] : ['--guidance']),
  ]
}

/** The same of what only the data tells. @throws {UsageError} */
export function checkClasses(typed: TrainFlags, { classes }: Model, data: Dataset): void {
  const [option] = classOptions(typed)
  if (option === undefined || classes > 0) return
  const why = data.labels ? 'this model does not learn them' : `${data.name} has none`
  throw new UsageError(`${option} is for models with classes, and ${why}: leave it out`)
}

/** @throws {UsageError} where nothing is left to train on, or no batch can be filled. */
export function checkCounts(
  { batchSize, validation }: { readonly batchSize: number; readonly validation: number },
  data: Dataset,
): void {
  const images = data.count - validation
  if (images < 1) {
    throw new UsageError(
      `--held-out ${validation} leaves none of the ${count(data.count)} images of ${data.name} to ` +
        `train on: use at most ${data.count - 1}`,
    )
  }
  if (batchSize <= images) return
  const rest = validation > 0 ? ` without the ${count(validation)} held out` : ''
  throw new UsageError(
    `--batch-size ${batchSize} is more than the ${count(images)} images of ` +
      `${data.name}${rest}: use at most ${images}`,
  )
}
