/** What a dataset is, and whether one is what it says. */

import { dataError } from './errors.ts'

/** Images of one size as bytes, with what is known about them. */
export interface Dataset {
  /** What messages call it, for example `mnist`. */
  readonly name: string
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  /** (count, height, width, channels), 0..255. */
  readonly images: Uint8Array
  /** One class number per image. */
  readonly labels?: Uint8Array
  /** What the class numbers mean. */
  readonly classes?: readonly string[]
}

const MOST_CLASSES = 256

function checkSizes({ name, ...sizes }: Dataset): void {
  for (const key of ['count', 'height', 'width', 'channels'] as const) {
    const value = sizes[key]
    if (Number.isSafeInteger(value) && value >= 1) continue
    throw dataError('dataset.size-invalid', { dataset: name, key, value })
  }
}

function checkBytes({ name, count, height, width, channels, images }: Dataset): void {
  if (!(images instanceof Uint8Array || (images as unknown) instanceof Uint8ClampedArray)) {
    throw dataError('dataset.images-not-bytes', { dataset: name })
  }
  const size = count * height * width * channels
  if (images.length === size) return
  const [shape, have] = [[count, height, width, channels], images.length]
  throw dataError('dataset.bytes-mismatch', { dataset: name, shape, need: size, have })
}

/** Arrays that are not bytes are checked as well: JavaScript passes anything. */
function checkLabels({ name, count, labels, classes }: Dataset): void {
  if (labels === undefined) return
  if (labels.length !== count) {
    const lengths = { labels: labels.length, images: count }
    throw dataError('dataset.labels-mismatch', { dataset: name, ...lengths })
  }
  const most = (classes?.length ?? MOST_CLASSES) - 1
  for (let i = 0; i < count; i++) {
    const label = labels[i]
    if (Number.isInteger(label) && label >= 0 && label <= most) continue
    throw dataError('dataset.label-out-of-range', { dataset: name, index: i, label, most })
  }
}

/**
 * @throws {DdpmError} `dataset.size-invalid`, `dataset.images-not-bytes`, `dataset.bytes-mismatch`,
 * `dataset.labels-mismatch`, `dataset.label-out-of-range`
 */
export function checkDataset(dataset: Dataset): void {
  checkSizes(dataset)
  checkBytes(dataset)
  checkLabels(dataset)
}
