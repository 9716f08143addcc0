/** What a dataset is, and whether one is what it says. */

import { datasetError } from './errors/dataset.ts'
import type { ImageStore } from './image-store.ts'
import type { ImagePreparation } from './preparation.ts'

/** What is known about images of one size. */
export interface DatasetFacts {
  /** What messages call it, for example `mnist`. */
  readonly name: string
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  /** One class number per image. */
  readonly labels?: Uint8Array
  /** What the class numbers mean. */
  readonly classes?: readonly string[]
  /** How its images were resized and what was behind them, where they were read from image files. */
  readonly preparation?: ImagePreparation
}

/** Images of one size as bytes. */
export interface Dataset extends DatasetFacts {
  /** (count, height, width, channels), 0..255. */
  readonly images: Uint8Array
}

/** Images that are read where they are needed: there may be more than fit in memory. */
export interface StoredDataset extends DatasetFacts {
  readonly store: ImageStore
}

/** Images in memory, or where they are stored. */
export type AnyDataset = Dataset | StoredDataset

export const isStored = (data: AnyDataset): data is StoredDataset => 'store' in data

const MOST_CLASSES = 256

function checkSizes({ name, ...sizes }: DatasetFacts): void {
  for (const key of ['count', 'height', 'width', 'channels'] as const) {
    const value = sizes[key]
    if (Number.isSafeInteger(value) && value >= 1) continue
    throw datasetError('dataset.size-invalid', { dataset: name, key, value })
  }
}

function checkBytes({ name, count, height, width, channels, images }: Dataset): void {
  if (!(images instanceof Uint8Array || (images as unknown) instanceof Uint8ClampedArray)) {
    throw datasetError('dataset.images-not-bytes', { dataset: name })
  }
  const size = count * height * width * channels
  if (images.length === size) return
  const [shape, have] = [[count, height, width, channels], images.length]
  throw datasetError('dataset.bytes-mismatch', { dataset: name, shape, need: size, have })
}

/** Arrays that are not bytes are checked as well: JavaScript passes anything. */
function checkLabels({ name, count, labels, classes }: DatasetFacts): void {
  if (labels === undefined) return
  if (labels.length !== count) {
    const lengths = { labels: labels.length, images: count }
    throw datasetError('dataset.labels-mismatch', { dataset: name, ...lengths })
  }
  const most = (classes?.length ?? MOST_CLASSES) - 1
  for (let i = 0; i < count; i++) {
    const label = labels[i]
    if (Number.isInteger(label) && label >= 0 && label <= most) continue
    throw datasetError('dataset.label-out-of-range', { dataset: name, index: i, label, most })
  }
}

/**
 * @throws {DdpmError} `dataset.size-invalid`, `dataset.images-not-bytes`, `dataset.bytes-mismatch`,
 * `dataset.labels-mismatch`, `dataset.label-out-of-range`
 */
export function checkDataset(dataset: AnyDataset): void {
  checkSizes(dataset)
  if (!isStored(dataset)) checkBytes(dataset)
  checkLabels(dataset)
}
