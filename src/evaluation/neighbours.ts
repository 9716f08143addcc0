/** The training images nearest to an image: whether a model invents or remembers. */

import { byteToValue, type Dataset, imageSize } from '../data/dataset.ts'

/** A training image near to a sample. */
export interface Neighbour {
  /** Number of the image in the dataset. */
  readonly index: number
  /** Euclidean distance of the pixels' values, each in [-1, 1]. */
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
  let sum = 0
  for (let i = 0; i < image.length; ) {
    for (const end = Math.min(i + STRETCH, image.length); i < end; i++) {
      const difference = image[i] - byteToValue[bytes[start + i]]
      sum += difference * difference
    }
    if (sum > limit) return sum
  }
  return sum
}

/**
 * The `count` images of a dataset nearest to an image (H, W, C) in [-1, 1], nearest first; of
 * equally near ones the earlier. Fewer where the dataset is smaller.
 */
export function nearestImages(data: Dataset, image: Float32Array, count: number): Neighbour[] {
  const size = imageSize(data)
  const found: { index: number; squared: number }[] = []
  for (let index = 0; index < data.count; index++) {
    const limit = found.length < count ? Infinity : found[count - 1].squared
    const squared = squaredDistance(image, data.images, index * size, limit)
    if (squared >= limit) continue
    const place = found.findIndex((other) => other.squared > squared)
    found.splice(place < 0 ? found.length : place, 0, { index, squared })
    found.length = Math.min(found.length, count)
  }
  return found.map(({ index, squared }) => ({ index, distance: Math.sqrt(squared) }))
}
