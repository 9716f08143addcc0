/**
 * How good samples are: whether a classifier can read them, as which class, how their features compare
 * with those of real images, and whether they are copies. It generates nothing.
 */

import { type NdArray, sameShape, sizeOf } from '../base/shape.ts'
import { type Task, type TaskOptions, taskOf } from '../base/task.ts'
import { checkDataset } from '../data/check-dataset.ts'
import { type Dataset, gatherBatch, imageSize } from '../data/dataset.ts'
import type { Device } from '../engine/device.ts'
import { FEATURES } from './classifier.ts'
import { type Copies, CopyFinder, comparable } from './copies.ts'
import { type Distances, distancesInParts } from './distances.ts'
import { evaluationError } from './errors.ts'
import { type Neighbour, nearestImages } from './neighbours.ts'
import { type Readings, readInSteps, type TrainedClassifier } from './reading.ts'
import { rest, restingBetween } from './rest.ts'
import { countsOf, evennessOf, median, share } from './statistics.ts'
import { hasClasses } from './turned-images.ts'

/** What is judged, and by what. */
export interface Judged {
  readonly device: Device
  readonly classifier: TrainedClassifier
  /** The samples, (N, H, W, C); values outside [-1, 1] are clamped, NaN becomes black. */
  readonly images: NdArray
  /** The class each sample was asked for, where the model has classes. */
  readonly asked?: ArrayLike<number>
  /** What the model was trained on. */
  readonly data: Dataset
  /** Images of the same kind that it has not seen, at least 2. */
  readonly validation: Dataset
  /** For how many samples to find the nearest training images, at least 1. Default 8. */
  readonly neighbourCount?: number
  /** Whether there are no more samples than these: then no warning asks for more. Default false. */
  readonly givenSamples?: boolean | undefined
  /** Whether a mirrored training image counts as a copy, too. Default false. */
  readonly mirrored?: boolean | undefined
}

/** Of `evaluate`. */
export interface EvaluationOptions extends Judged, TaskOptions<EvaluationProgress> {}

/** How a classifier reads samples of classes that it has learnt. */
export interface ClassReadings {
  /** What the classifier reads in each sample. */
  readonly readings: Pick<Readings, 'classes' | 'confidences'>
  /** Share of the samples read with more than SURE confidence. */
  readonly readable: number
  /** The same share of the validation images. */
  readonly readableValidation: number
  /** Share of the validation images that the classifier reads as what they are. */
  readonly accuracy: number | undefined
  /** Samples read as each class. */
  readonly balance: readonly number[]
  /** Their entropy over that of equal counts: 1 where all classes are as frequent. */
  readonly evenness: number
  /** Share read as the class that was asked. */
  readonly match: number | undefined
}

/** How good samples are; of data without classes nothing is read in them. */
export interface Evaluation extends Partial<ClassReadings>, Distances {
  readonly count: number
  /** How many of the first samples copy a training image; undefined for a handful of these. */
  readonly copies: Copies | undefined
  /** For each of the first samples its nearest training images. */
  readonly neighbours: readonly (readonly Neighbour[])[]
  /** Median distance to the nearest training image: of those samples, and of validation images. */
  readonly nearest: { readonly samples: number; readonly validation: number }
  /** What to keep in mind about these figures. */
  readonly warnings: readonly string[]
}

/** Confidence above which a sample counts as readable. */
export const SURE = 0.9
/** Training images shown beside a sample. */
export const NEIGHBOURS = 3

/** A covariance of features takes at least two images of each kind. */
function checkCounts({ images, data, validation, neighbourCount = 8 }: Judged): void {
  for (const { name: what, count } of [
    { name: 'images', count: images.shape[0] },
    data,
    validation,
  ]) {
    if (count < 2) throw evaluationError('evaluation.too-few-images', { what, count })
  }
  if (Number.isSafeInteger(neighbourCount) && neighbourCount >= 1) return
  const allowed = 'a whole number of at least 1'
  const values = { option: 'neighbourCount', value: neighbourCount, allowed }
  throw evaluationError('evaluation.option-out-of-range', values)
}

function checkShapes({ images, asked, classifier, data, validation }: Judged): void {
  const { imageShape } = classifier.classifier
  const [count, ...shape] = images.shape
  const shapes = [
    shape,
    ...[data, validation].map(({ height, width, channels }) => [height, width, channels]),
  ]
  const stranger = shapes.find((other) => !sameShape(other, imageShape))
  if (stranger) {
    const shapes = { images: shape, other: stranger, classifier: imageShape }
    throw evaluationError('evaluation.shapes-differ', shapes)
  }
  if (asked && asked.length !== count) {
    throw evaluationError('evaluation.classes-differ', { classes: asked.length, images: count })
  }
}

/** Samples as they are drawn: clamped, NaN as black. */
function drawn({ shape, data }: NdArray): NdArray {
  const clamped = data.map((value) => Math.min(Math.max(value, -1), 1))
  return { shape, data: clamped.map((value) => (Number.isNaN(value) ? -1 : value)) }
}

const indicesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => first + i)

/** Reads all images of a dataset. */
const readDataset = ({ device, classifier }: Judged, data: Dataset) =>
  readInSteps(device, classifier, data.count, (first, count) =>
    gatherBatch(data, indicesFrom(first, count), new Float32Array(count * imageSize(data))),
  )

const sureShare = ({ confidences }: Readings) => share(confidences, (sureness) => sureness > SURE)

/** Nearest training images of each image, one after another; yields after each. */
function* neighboursOf(data: Dataset, images: Float32Array): Generator<void, Neighbour[][]> {
  const size = imageSize(data)
  const found: Neighbour[][] = []
  for (let start = 0; start < images.length; start += size) {
    found.push(nearestImages(data, images.subarray(start, start + size), NEIGHBOURS))
    yield
  }
  return found
}

function* compareNeighbours(
  images: NdArray,
  { data, validation, neighbourCount = 8, mirrored }: Judged,
): Generator<void, Pick<Evaluation, 'neighbours' | 'nearest' | 'copies'>> {
  const size = imageSize(data)
  const count = Math.min(neighbourCount, images.shape[0])
  const real = Math.min(neighbourCount, validation.count)
  const neighbours = yield* neighboursOf(data, images.data.subarray(0, count * size))
  const realImages = gatherBatch(validation, indicesFrom(0, real), new Float32Array(real * size))
  const others = yield* neighboursOf(data, realImages)
  const nearestOf = (found: Neighbour[][]) => median(found.map(([first]) => first.distance))
  const judged = images.data.subarray(0, comparable(data) * size)
  const copies = yield* new CopyFinder(data, { mirrored }).find(judged)
  return {
    neighbours,
    copies,
    nearest: { samples: nearestOf(neighbours), validation: nearestOf(others) },
  }
}

function warningsFor(
  { images: { shape }, data, validation, givenSamples = false }: Judged,
  { against }: Distances,
): string[] {
  const [count] = shape
  // as many as half of the real images will do, where these are few
  const half = Math.floor((data.count + validation.count) / 2)
  if (count > FEATURES || (against === 'halves' && count >= half)) return []
  const more = against === 'validation' ? 'use 1,000 or more' : 'use more'
  const next = givenSamples ? `compare it with that of ${count} other samples alone` : more
  return [
    `${count} samples are no more than the ${FEATURES} features: the Frechet distance is unreliable; ${next}`,
  ]
}

/** How far an evaluation has come. */
export interface EvaluationProgress {
  /** Images read by the classifier. */
  readonly done: number
  readonly total: number
}

interface AllReadings {
  readonly samples: Readings
  readonly real: Readings
  readonly unseen: Readings
}

/** Reads the samples, the training images and the validation images. */
async function* readAll(
  options: Judged,
  images: NdArray,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, AllReadings> {
  const { device, classifier, data, validation } = options
  const [count, ...shape] = images.shape
  const size = sizeOf(shape)
  const total = count + data.count + validation.count
  let done = 0
  async function* counted(reading: AsyncGenerator<number, Readings>) {
    try {
      for (;;) {
        signal.throwIfAborted()
        const next = await reading.next()
        if (next.done) return next.value
        done += next.value
        yield { done, total }
        await rest()
      }
    } finally {
      await reading.return(undefined as never)
    }
  }
  const own = readInSteps(device, classifier, count, (first, some) =>
    images.data.subarray(first * size, (first + some) * size),
  )
  const samples = yield* counted(own)
  const real = yield* counted(readDataset(options, data))
  return { samples, real, unseen: yield* counted(readDataset(options, validation)) }
}

/** What is read in samples, where the classifier has learnt classes. */
function readClasses(
  { samples, unseen }: AllReadings,
  { classifier, validation, asked, data }: Judged,
): ClassReadings | undefined {
  if (!hasClasses(data)) return undefined
  const { classes, confidences } = samples
  const balance = countsOf(classes, classifier.classifier.classes)
  const { labels } = validation
  return {
    readings: { classes, confidences },
    readable: sureShare(samples),
    readableValidation: sureShare(unseen),
    accuracy: labels && share(unseen.classes, (label, i) => label === labels[i]),
    balance,
    evenness: evennessOf(balance),
    match: asked && share(classes, (label, i) => label === asked[i]),
  }
}

/** The same as a generator. */
export async function* evaluateInSteps(
  options: Judged,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, Evaluation> {
  checkDataset(options.data)
  checkDataset(options.validation)
  checkCounts(options)
  checkShapes(options)
  const images = drawn(options.images)
  const [count] = images.shape
  const all = yield* readAll(options, images, signal)
  const [samples, training, validation] = [all.samples, all.real, all.unseen].map(
    ({ features }) => features,
  )
  const parts = distancesInParts({ samples, training, validation })
  const distances = await restingBetween(parts, signal)
  const neighbours = await restingBetween(compareNeighbours(images, options), signal)
  return {
    count,
    ...readClasses(all, options),
    ...distances,
    ...neighbours,
    warnings: warningsFor(options, distances),
  }
}

/**
 * Judges images by a classifier trained on the same data: on its classes, or of data without any on which way up
 * its images are (`classifierData`). The work lets others have a turn after every
 * batch; its events say how many images have been read.
 * @throws {DdpmError} `evaluation.shapes-differ`, `evaluation.too-few-images`,
 * `evaluation.classes-differ`, `evaluation.option-out-of-range`; the signal's reason where it is aborted
 */
export function evaluate(options: EvaluationOptions): Task<EvaluationProgress, Evaluation> {
  return taskOf((signal) => evaluateInSteps(options, signal), options)
}
