/** What a set of images is, and how a batch of it is taken. No files, no formats. */

import {
  type AnyDataset,
  checkDataset,
  type Dataset,
  type DatasetFacts,
  isStored,
} from './check-dataset.ts'
import { datasetError } from './errors/dataset.ts'
import { storeFrom } from './image-store.ts'

export type { AnyDataset, Dataset, DatasetFacts, StoredDataset } from './check-dataset.ts'
export { isStored }

/** Fewer images than this are soon known by heart. */
export const FEW_IMAGES = 500

/**
 * The value in [-1, 1] of each byte, in float32 rounding for rounding as torchvision's
 * ToTensor and Normalize([0.5], [0.5]) compute it: (byte / 255 - 0.5) / 0.5.
 */
export const byteToValue: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => {
  const unit = Math.fround(byte / 255)
  return Math.fround(unit - 0.5) / 0.5
})

/** More names than these are not shown. */
const NAMES_SHOWN = 10

/**
 * What a dataset holds, in a line, width before height as image tools say it:
 * `digits: 60,000 images of 28 x 28 x 1, 10 classes (0, 1, ...`.
 */
export function describeDataset({ name, count, classes, ...image }: DatasetFacts): string {
  const size = [image.width, image.height, image.channels].join(' x ')
  const images = `${name}: ${count === 1 ? '1 image' : `${count.toLocaleString('en-US')} images`} of ${size}`
  if (!classes) return images
  const more = classes.length > NAMES_SHOWN ? ', ...' : ''
  return `${images}, ${classes.length} classes (${classes.slice(0, NAMES_SHOWN).join(', ')}${more})`
}

/** Bytes, and values, of one image. */
export function imageSize(dataset: DatasetFacts): number {
  return dataset.height * dataset.width * dataset.channels
}

/**
 * Writes the images at `indices` one after another into `into`: (indices.length, H, W, C),
 * float32 in [-1, 1]. `into` may be longer; the rest stays.
 * @throws {DdpmError} `dataset.batch-too-small`, `dataset.index-out-of-range`
 */
export function gatherBatch(
  dataset: Dataset,
  indices: ArrayLike<number>,
  into: Float32Array,
): Float32Array {
  const size = imageSize(dataset)
  if (into.length < indices.length * size) {
    const need = indices.length * size
    throw datasetError('dataset.batch-too-small', { need, have: into.length })
  }
  checkIndices(dataset, indices)
  for (let i = 0; i < indices.length; i++) {
    const [from, to] = [indices[i] * size, i * size]
    for (let j = 0; j < size; j++) into[to + j] = byteToValue[dataset.images[from + j]]
  }
  return into
}

/** The values of bytes. */
function valuesOf(bytes: Uint8Array, into: Float32Array): Float32Array {
  for (let i = 0; i < bytes.length; i++) into[i] = byteToValue[bytes[i]]
  return into
}

/** Refuses numbers that a set does not have. @throws {DdpmError} `dataset.index-out-of-range` */
function checkIndices({ name, count }: DatasetFacts, indices: ArrayLike<number>): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]
    if (Number.isInteger(index) && index >= 0 && index < count) continue
    throw datasetError('dataset.index-out-of-range', { dataset: name, index, count })
  }
}

/** `gatherBatch` of images that are in memory or stored. */
export async function gatherFrom(
  dataset: AnyDataset,
  indices: ArrayLike<number>,
  into: Float32Array,
): Promise<Float32Array> {
  if (!isStored(dataset)) return gatherBatch(dataset, indices, into)
  checkIndices(dataset, indices)
  const bytes = new Uint8Array(indices.length * imageSize(dataset))
  await dataset.store.read(indices, bytes)
  return valuesOf(bytes, into)
}

function checkTaken({ name, count: all }: DatasetFacts, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= all) return
  throw datasetError('dataset.count-out-of-range', { dataset: name, count, most: all })
}

/**
 * The first `count` images, sharing the bytes of the whole.
 * @throws {DdpmError} `dataset.count-out-of-range`
 */
export function takeFirst<Set extends AnyDataset>(dataset: Set, count: number): Set {
  checkDataset(dataset)
  checkTaken(dataset, count)
  const labels = dataset.labels?.subarray(0, count)
  if (isStored(dataset)) return { ...dataset, count, labels }
  const images = dataset.images.subarray(0, count * imageSize(dataset))
  return { ...dataset, count, images, labels }
}

/** Images to train on, and others of the same kind that are kept out. */
export interface Splits {
  readonly train: Dataset
  readonly validation: Dataset
}

/**
 * The last `count` images, sharing the bytes of the whole.
 * @throws {DdpmError} `dataset.count-out-of-range`
 */
export function takeLast<Set extends AnyDataset>(dataset: Set, count: number): Set {
  checkDataset(dataset)
  checkTaken(dataset, count)
  const first = dataset.count - count
  const labels = dataset.labels?.subarray(first)
  if (isStored(dataset))
    return { ...dataset, count, labels, store: storeFrom(dataset.store, first) }
  const images = dataset.images.subarray(first * imageSize(dataset))
  return { ...dataset, count, images, labels }
}

/** Of few images, those that are kept for validation at most: the rest is needed for training. */
const MOST_OF_FEW = 20
/** At least, as long as that is no more than a quarter. */
const LEAST_OF_FEW = 8

/**
 * How many images are kept for validation by `auto`: a fiftieth of the data, at most 1000; of fewer than
 * `FEW_IMAGES` a tenth, 8 to 20, but no more than a quarter.
 */
export function usualValidation(count: number): number {
  if (count >= FEW_IMAGES) return Math.min(1000, Math.floor(count / 50))
  const tenth = Math.min(MOST_OF_FEW, Math.max(LEAST_OF_FEW, Math.round(count / 10)))
  return Math.min(tenth, Math.floor(count / 4))
}

/**
 * The last `share` of a dataset kept out of the rest, at least one image; bytes are shared.
 * @param share above 0 and below 1
 * @throws {DdpmError} `dataset.single-image`, `dataset.share-out-of-range`
 */
export function splitLast(dataset: Dataset, share: number): Splits {
  checkDataset(dataset)
  if (dataset.count < 2) {
    throw datasetError('dataset.single-image', { dataset: dataset.name })
  }
  if (!(share > 0 && share < 1)) {
    throw datasetError('dataset.share-out-of-range', { share })
  }
  const kept = Math.min(dataset.count - 1, Math.max(1, Math.round(dataset.count * share)))
  const train = takeFirst(dataset, dataset.count - kept)
  return { train, validation: takeLast(dataset, kept) }
}
