/** What a model's images are worth: a classifier that reads them, and real images to compare with. */

import type { Device, Sampler } from 'ddpm'
import { everyClass, sample } from 'ddpm/diffusion'
import {
  classifyImages,
  FEATURES,
  frechetDistance,
  type Moments,
  momentsOf,
  SURE,
  type TrainedClassifier,
} from 'ddpm/evaluation'
import { gatherBatch } from 'ddpm/training'
import { classifierInSteps } from '../../src/hosts/node/classifier.ts'
import { loadSplits } from '../../src/hosts/node/load.ts'
import type { LoadedFile } from '../../src/hosts/node/model-file.ts'

export interface Judge {
  readonly device: Device
  readonly classifier: TrainedClassifier
  /** Of validation images. */
  readonly real: Moments
}

export interface Judgement {
  /** Share read with over 90 % confidence, in [0, 1]. */
  readonly read: number
  /** Share read as the class that was asked for; undefined without classes. */
  readonly asAsked?: number
  /** Frechet distance to validation images. */
  readonly distance: number
  /** Of sampling alone. */
  readonly seconds: number
}

/** @param spec of the data: `digits`, or where it lies */
export async function judgeFor(device: Device, spec: string): Promise<Judge> {
  const { train, validation } = await loadSplits(spec)
  const training = classifierInSteps({ device, data: train })
  let next = await training.next()
  while (!next.done) next = await training.next()
  const classifier = next.value
  const size = validation.height * validation.width * validation.channels
  const readings = await classifyImages(device, classifier, validation.count, (first, some) => {
    const indices = Array.from({ length: some }, (_, i) => first + i)
    return gatherBatch(validation, indices, new Float32Array(some * size))
  })
  return { device, classifier, real: momentsOf(readings.features, FEATURES) }
}

export interface Asked {
  readonly sampler: Sampler
  readonly count: number
  readonly guidance: number
}

/** Every class in turn, from seed 0. */
export async function judged(
  { device, classifier, real }: Judge,
  { network: model, weights, target }: LoadedFile,
  { sampler, count, guidance }: Asked,
): Promise<Judgement> {
  const asked = everyClass(model, count, guidance)
  const begin = performance.now()
  const { data, shape } = await sample({ device, model, weights, target, sampler, count, ...asked })
  const seconds = (performance.now() - begin) / 1000
  const size = data.length / shape[0]
  const images = data.map((value) => Math.min(Math.max(value, -1), 1))
  const { classes, confidences, features } = await classifyImages(
    ...([device, classifier, count] as const),
    (first, some) => images.subarray(first * size, (first + some) * size),
  )
  const share = (holds: (i: number) => boolean) =>
    classes.reduce((sum, _, i) => sum + Number(holds(i)), 0) / count
  const { labels } = asked
  return {
    read: share((i) => confidences[i] > SURE),
    ...(labels ? { asAsked: share((i) => classes[i] === labels[i]) } : {}),
    distance: frechetDistance(momentsOf(features, FEATURES), real),
    seconds,
  }
}
