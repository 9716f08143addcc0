/** What a dataset is, and whether one is what it says. */

import { UserError } from '../base/errors.ts'

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

function checkSizes({ name, ...dataset }: Dataset): void {
  for (const key of ['count', 'height', 'width', 'channels'] as const) {
    const value = dataset[key]
    if (Number.isSafeInteger(value) && value >= 1) continue
    throw new UserError(`${key} of ${name} is ${value}: use a whole number of at least 1`)
  }
}

function checkBytes({ name, count, height, width, channels, images }: Dataset): void {
  if (!(images instanceof Uint8Array || (images as unknown) instanceof Uint8ClampedArray)) {
    throw new UserError(
      `images of ${name} are not bytes: give a Uint8Array of values from 0 to 255`,
    )
  }
  const size = count * height * width * channels
  if (images.length === size) return
  throw new UserError(
    `${name} holds ${images.length} bytes, and ${count} images of ` +
      `${height} x ${width} x ${channels} are ${size}: give one byte per value`,
  )
}

/** Arrays that are not bytes are looked at, too: JavaScript hands over anything. */
function checkLabels({ name, count, labels, classes }: Dataset): void {
  if (labels === undefined) return
  if (labels.length !== count) {
    throw new UserError(
      `${name} has ${labels.length} labels for ${count} images: give one for each`,
    )
  }
  const most = classes?.length ?? MOST_CLASSES
  for (let i = 0; i < count; i++) {
    const label = labels[i]
    if (Number.isInteger(label) && label >= 0 && label < most) continue
    const range = `whole numbers from 0 to ${most - 1}`
    throw new UserError(`label ${i} of ${name} is ${label}: use ${range}`)
  }
}

/**
 * @throws {UserError} where a size is not a whole number from 1, the images are not as many bytes as
 * the sizes say, or there is not one label per image, a whole number that is one of the classes.
 */
export function checkDataset(dataset: Dataset): void {
  checkSizes(dataset)
  checkBytes(dataset)
  checkLabels(dataset)
}
