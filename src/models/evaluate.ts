/** How good a model is, in one go: data, classifier, samples, comparison. Loaded when it is asked for. */

import { imageSizeOf } from '../base/image-size.ts'
import { sameShape } from '../base/shape.ts'
import type { TaskOptions } from '../base/task.ts'
import { inClassOrder } from '../data/class-order.ts'
import type { Dataset, Splits } from '../data/dataset.ts'
import { splitsOf } from '../data/splits.ts'
import { mapProgress } from '../diffusion/progress.ts'
import { sampleInSteps } from '../diffusion/sample.ts'
import type { Sampler } from '../diffusion/samplers/sampler.ts'
import type { Device } from '../engine/device.ts'
import { classifierFor, trainClassifier } from '../evaluation/classifier-training.ts'
import { evaluateInSteps } from '../evaluation/evaluate.ts'
import { classifierData } from '../evaluation/turned-images.ts'
import { guidanceOf } from './choices.ts'
import type { ModelContents } from './contents.ts'
import { modelError } from './errors.ts'
import { loadingHost, modelHost } from './host.ts'
import type { ClassifierOptions } from './host-interface.ts'
import type { EvaluateOptions, EvaluateProgress, ModelEvaluation } from './options.ts'

/** Images to compare with, where `loadSplits` is to cut them as large as the model's. */
async function splitsFrom(
  data: string | Dataset | Splits,
  { imageShape: [height, width] }: ModelContents['network'],
  options: Pick<EvaluateOptions, 'validation'> & Pick<TaskOptions<never>, 'signal'>,
): Promise<Splits> {
  if (typeof data === 'string')
    return await loadingHost(data).loadSplits(data, {
      ...options,
      imageSize: imageSizeOf({ width, height }),
    })
  return 'train' in data ? data : splitsOf(data, options)
}

function checkShape({ imageShape }: ModelContents['network'], { train }: Splits): void {
  const shape = [train.height, train.width, train.channels]
  if (sameShape(shape, imageShape)) return
  throw modelError('model.data-of-another-shape', { data: train.name, shape, wanted: imageShape })
}

/** Images whose classes are those of the model, in another order, numbered as the model's. */
export function numbered(
  { classNames }: Pick<ModelContents, 'classNames'>,
  splits: Splits,
): Splits {
  if (!classNames) return splits
  const inOrder = (data: Dataset) => inClassOrder(data, classNames) ?? data
  return { train: inOrder(splits.train), validation: inOrder(splits.validation) }
}

/** Trains one that is kept nowhere. */
async function* newClassifierInSteps({ device, data, signal }: ClassifierOptions) {
  const classifier = classifierFor(data)
  const training = trainClassifier(device, classifier, data, undefined, signal)
  return { classifier, weights: yield* training }
}

interface Asked extends Omit<EvaluateOptions, 'sampler' | 'device' | 'signal'> {
  readonly data: string | Dataset | Splits
  readonly device: Device
  readonly sampler: Sampler
  readonly signal: AbortSignal
}

/**
 * Samples, and judges them by a classifier trained on the model's data.
 * @throws {DdpmError} as `Model.evaluate`
 */
export async function* evaluateModelInSteps(
  contents: ModelContents,
  options: Asked,
): AsyncGenerator<EvaluateProgress, ModelEvaluation> {
  const { data, device, sampler, signal, seed, batchSize, count = 1000 } = options
  const { neighbourCount, mirrored } = options
  const { network: model, weights, target } = contents
  const guidance = guidanceOf(contents, options, count, 'every')
  const { train, validation } = numbered(
    contents,
    await splitsFrom(data, model, {
      validation: options.validation,
      signal,
    }),
  )
  checkShape(model, { train, validation })
  const classifierInSteps = modelHost()?.classifierInSteps ?? newClassifierInSteps
  const training = classifierInSteps({ device, data: classifierData(train), signal })
  const classifier = yield* mapProgress(training, ({ done, total }) => {
    return { stage: 'classifier', done, total } as const
  })
  const making = sampleInSteps({
    ...{ device, model, weights, target, sampler, count, seed, batchSize, signal, ...guidance },
  })
  const images = yield* mapProgress(
    making,
    (progress) => ({ stage: 'sampling', ...progress }) as const,
  )
  const asked = guidance.labels
  const judging = evaluateInSteps(
    { device, classifier, images, asked, data: train, validation, neighbourCount, mirrored },
    signal,
  )
  const evaluation = yield* mapProgress(judging, (progress) => {
    return { stage: 'comparison', ...progress } as const
  })
  return { ...evaluation, images, ...(asked && { asked: [...asked] }) }
}
