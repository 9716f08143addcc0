/** The training images nearest to an image: whether a model invents or remembers. */

import { byteToValue, type Dataset, imageSize } from '../data/dataset.ts'

/** A training image near to a sample. */
export interface Neighbour {
  /** Number of the image in the dataset. */
  readonly index: number
  /**
   * Euclidean distance of the pixels' values, each in [-1, 1]; colours count as far as alpha shows them, alpha
   * by itself.
   */
  readonly distance: number
}

/** Pixels compared before it is asked whether the image can still be near. */
const STRETCH = 64

/** Sum of squared differences, or something above `limit` as soon as it is that. */
function squaredDistance(
  image: Float32Array,
  bytes: Uint8Array,
  start: number,
  limit: number,
): number {
  const values = byteToValue
  let sum = 0
  for (let i = 0; i < image.length; ) {
    for (const end = Math.min(i + STRETCH, image.length); i < end; i++) {
      const difference = image[i] - values[bytes[start + i]]
      sum += difference * difference
    }
    if (sum > limit) return sum
  }
  return sum
}

/** The same of images with alpha, the first as `shown` makes it. */
function squaredDistanceShown(
  image: Float32Array,
  bytes: Uint8Array,
  start: number,
  limit: number,
  channels: number,
): number {
  const values = byteToValue
  let sum = 0
  for (let i = 0; i < image.length; ) {
    for (const end = Math.min(i + STRETCH, image.length); i < end; i += channels) {
      const alpha = bytes[start + i + channels - 1] / 255
      for (let c = 0; c < channels; c++) {
        const value = values[bytes[start + i + c]]
        const difference = image[i + c] - (c < channels - 1 ? (value + 1) * alpha - 1 : value)
        sum += difference * difference
      }
    }
    if (sum > limit) return sum
  }
  return sum
}

/** Over black, where there is alpha: what nobody sees of the colours counts nothing. */
function shown(image: Float32Array, channels: number): Float32Array {
  if (channels % 2 !== 0) return image
  const over = image.slice()
  for (let i = 0; i < over.length; i += channels) {
    const alpha = (over[i + channels - 1] + 1) / 2
    for (let c = 0; c < channels - 1; c++) over[i + c] = (over[i + c] + 1) * alpha - 1
  }
  return over
}

/**
 * The `count` images of a dataset nearest to an image (H, W, C) in [-1, 1], nearest first; of
 * equally near ones the earlier. Fewer where the dataset is smaller.
 * @param isLeftOut says which images are not to be found, by their numbers
 */
export function nearestImages(
  data: Dataset,
  image: Float32Array,
  count: number,
  isLeftOut?: (index: number) => boolean,
): Neighbour[] {
  const size = imageSize(data)
  const { channels } = data
  const from = shown(image, channels)
  const squaredTo = channels % 2 === 0 ? squaredDistanceShown : squaredDistance
  const found: { index: number; squared: number }[] = []
  for (let index = 0; index < data.count; index++) {
    if (isLeftOut?.(index)) continue
    const limit = found.length < count ? Infinity : found[count - 1].squared
    const squared = squaredTo(from, data.images, index * size, limit, channels)
    if (squared >= limit) continue
    const place = found.findIndex((other) => other.squared > squared)
    found.splice(place < 0 ? found.length : place, 0, { index, squared })
    found.length = Math.min(found.length, count)
  }
  return found.map(({ index, squared }) => ({ index, distance: Math.sqrt(squared) }))
}
