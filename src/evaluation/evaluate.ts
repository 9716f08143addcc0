/**
 * How good pictures are: whether they can be read, as what, how their features compare with those
 * of real images, and whether they are copies. It makes no pictures and knows no diffusion.
 */

import { type NdArray, sameShape, sizeOf } from '../base/shape.ts'
import { checkDataset } from '../data/check-dataset.ts'
import { type Dataset, gatherBatch, imageSize } from '../data/dataset.ts'
import type { Device } from '../engine/device.ts'
import { FEATURES } from './classifier.ts'
import { evaluationError } from './errors.ts'
import { frechetDistance, type Moments, momentsOf } from './frechet.ts'
import { type Neighbour, nearestImages } from './neighbours.ts'
import { type Readings, readPictures, type TrainedClassifier } from './reading.ts'
import { countsOf, evennessOf, median, share } from './statistics.ts'

export interface EvaluationOptions {
  readonly device: Device
  readonly classifier: TrainedClassifier
  /** Pictures to be judged, (N, H, W, C); what lies outside [-1, 1] is clamped, NaN is black. */
  readonly images: NdArray
  /** The class that was asked of each picture, where the model takes classes. */
  readonly asked?: ArrayLike<number>
  /** What the model was trained on. */
  readonly data: Dataset
  /** Images of the same kind that it has not seen, at least 2. */
  readonly validation: Dataset
  /** For how many of the pictures neighbours are looked up, at least 1. Default 8. */
  readonly neighbourCount?: number
}

export interface Evaluation {
  readonly count: number
  /** What the classifier makes of each picture. */
  readonly readings: Pick<Readings, 'classes' | 'confidences'>
  /** Share of the pictures read with more than SURE confidence. */
  readonly readable: number
  /** The same share of the validation images. */
  readonly readableValidation: number
  /** Share of the validation images that the classifier reads as what they are. */
  readonly accuracy: number | undefined
  /** Pictures read as each class. */
  readonly balance: readonly number[]
  /** Their entropy over that of equal counts: 1 where all classes are as frequent. */
  readonly evenness: number
  /** Share read as the class that was asked. */
  readonly match: number | undefined
  /** Frechet distance of the pictures to the validation images. */
  readonly distance: number
  /** That of the training images to the validation images: what is as good as real. */
  readonly realDistance: number
  /** For each of the first pictures its nearest training images. */
  readonly neighbours: readonly (readonly Neighbour[])[]
  /** Median distance to the nearest training image: of those pictures, and of validation images. */
  readonly nearest: { readonly pictures: number; readonly validation: number }
  /** What to keep in mind about these figures. */
  readonly warnings: readonly string[]
}

/** Confidence above which a picture counts as readable. */
export const SURE = 0.9
/** Training images shown beside a picture. */
export const NEIGHBOURS = 3

/** What a spread of features takes, and neighbours are looked up for. */
function checkCounts({ images, data, validation, neighbourCount = 8 }: EvaluationOptions): void {
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

function checkShapes({ images, asked, classifier, data, validation }: EvaluationOptions): void {
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

/** Pictures as they are drawn: clamped, and black where they are no numbers. */
function drawn({ shape, data }: NdArray): NdArray {
  const clamped = data.map((value) => Math.min(Math.max(value, -1), 1))
  return { shape, data: clamped.map((value) => (Number.isNaN(value) ? -1 : value)) }
}

const indicesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => first + i)

/** Reads all images of a dataset. */
function readDataset(
  { device, classifier }: Pick<EvaluationOptions, 'device' | 'classifier'>,
  data: Dataset,
): Promise<Readings> {
  return readPictures(device, classifier, data.count, (first, count) =>
    gatherBatch(data, indicesFrom(first, count), new Float32Array(count * imageSize(data))),
  )
}

const sureShare = ({ confidences }: Readings) => share(confidences, (sureness) => sureness > SURE)

/** Nearest training images of pictures one after another. */
function neighboursOf(data: Dataset, pictures: Float32Array): Neighbour[][] {
  const size = imageSize(data)
  const count = pictures.length / size
  return indicesFrom(0, count).map((i) =>
    nearestImages(data, pictures.subarray(i * size, (i + 1) * size), NEIGHBOURS),
  )
}

function compareNeighbours(
  images: NdArray,
  { data, validation, neighbourCount = 8 }: EvaluationOptions,
) {
  const size = imageSize(data)
  const count = Math.min(neighbourCount, images.shape[0])
  const real = Math.min(neighbourCount, validation.count)
  const neighbours = neighboursOf(data, images.data.subarray(0, count * size))
  const realImages = gatherBatch(validation, indicesFrom(0, real), new Float32Array(real * size))
  const nearestOf = (found: Neighbour[][]) => median(found.map(([first]) => first.distance))
  const nearest = {
    pictures: nearestOf(neighbours),
    validation: nearestOf(neighboursOf(data, realImages)),
  }
  return { neighbours, nearest }
}

function warningsFor(count: number, validation: number): string[] {
  const few = (what: string, n: number) =>
    `${n} ${what} are no more than the ${FEATURES} features: the Frechet distance is unreliable; ` +
    'use 1,000 or more'
  return [
    ...(count <= FEATURES ? [few('pictures', count)] : []),
    ...(validation <= FEATURES ? [few('validation images', validation)] : []),
  ]
}

/**
 * Judges pictures by a classifier trained on the same data.
 * @throws {DdpmError} `evaluation.shapes-differ`, `evaluation.too-few-images`,
 * `evaluation.classes-differ`, `evaluation.option-out-of-range`
 */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  checkDataset(options.data)
  checkDataset(options.validation)
  checkCounts(options)
  checkShapes(options)
  const { device, classifier, data, validation, asked } = options
  const images = drawn(options.images)
  const [count, ...shape] = images.shape
  const size = sizeOf(shape)
  const samples = await readPictures(device, classifier, count, (first, some) =>
    images.data.subarray(first * size, (first + some) * size),
  )
  const [real, unseen] = [await readDataset(options, data), await readDataset(options, validation)]
  const momentsFrom = ({ features }: Readings): Moments => momentsOf(features, FEATURES)
  const target = momentsFrom(unseen)
  const balance = countsOf(samples.classes, classifier.classifier.classes)
  const { classes, confidences } = samples
  const { labels } = validation
  return {
    count,
    readings: { classes, confidences },
    readable: sureShare(samples),
    readableValidation: sureShare(unseen),
    accuracy: labels && share(unseen.classes, (label, i) => label === labels[i]),
    balance,
    evenness: evennessOf(balance),
    match: asked && share(classes, (label, i) => label === asked[i]),
    distance: frechetDistance(momentsFrom(samples), target),
    realDistance: frechetDistance(momentsFrom(real), target),
    ...compareNeighbours(images, options),
    warnings: warningsFor(count, validation.count),
  }
}
