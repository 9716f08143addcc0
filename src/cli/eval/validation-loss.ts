/** The validation loss of an evaluation: the one that the run knows, or of a model by itself computed here. */

import { type Dataset, takeFirst } from '../../data/dataset.ts'
import type { SamplingProgress } from '../../diffusion/progress.ts'
import type { Device } from '../../engine/device.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import {
  type ValidationLoss,
  validateInSteps,
  validationRounds,
} from '../../training/validation.ts'

/** More images make the loss little surer. */
const MOST_IMAGES = 500
const BATCH = 32

/**
 * The loss of a model's weights on validation images, as training computes it; of the first 500 where there are
 * more. Yields after each batch.
 * @throws the signal's reason where it is aborted
 */
export async function* validationLossInSteps(
  { network: model, schedule, target, weights }: LoadedFile,
  { train, validation }: { readonly train: Dataset; readonly validation: Dataset },
  device: Device,
  signal: AbortSignal,
): AsyncGenerator<SamplingProgress, ValidationLoss> {
  const data = takeFirst(validation, Math.min(validation.count, MOST_IMAGES))
  const rounds = validationRounds(train, data.count)
  const shape = { model, schedule, target, batchSize: BATCH }
  const parameters = device.createBuffer('f32', weights.length)
  try {
    await parameters.write(weights)
    return yield* validateInSteps({ device, shape, data, parameters, rounds, seed: 0, signal })
  } finally {
    parameters.free()
  }
}
