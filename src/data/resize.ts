/** Images of any size as squares of one size. Knows no files. */

import type { Raster } from '../formats/raster.ts'

/** What an output pixel covers along one axis: source pixels from `first`, each with its share. */
interface Cover {
  readonly first: number
  readonly shares: readonly number[]
}

/** Each of `size` equal stretches of a line of `length` pixels from `start`. */
function coversOf(start: number, length: number, size: number): Cover[] {
  const stretch = length / size
  return Array.from({ length: size }, (_, i) => {
    const [from, to] = [i * stretch, (i + 1) * stretch]
    const first = Math.floor(from)
    const end = Math.max(first + 1, Math.ceil(to - 1e-9))
    const shares = Array.from({ length: end - first }, (_, k) => {
      return (Math.min(to, first + k + 1) - Math.max(from, first + k)) / stretch
    })
    return { first: start + first, shares }
  })
}

function average({ width, channels, data }: Raster, x: Cover, y: Cover, channel: number): number {
  let sum = 0
  y.shares.forEach((down, j) => {
    x.shares.forEach((across, i) => {
      sum += down * across * data[((y.first + j) * width + x.first + i) * channels + channel]
    })
  })
  return sum
}

/**
 * The square in the image's middle, brought to `size` x `size` pixels by averaging over areas;
 * an image that is such a square already is returned as it is.
 */
export function toSquare(image: Raster, size: number): Raster {
  const { width, height, channels } = image
  if (width === size && height === size) return image
  const side = Math.min(width, height)
  const [left, top] = [(width - side) >> 1, (height - side) >> 1]
  const [across, down] = [coversOf(left, side, size), coversOf(top, side, size)]
  const data = new Uint8Array(size * size * channels)
  let at = 0
  for (const y of down) {
    for (const x of across) {
      for (let c = 0; c < channels; c++) data[at++] = Math.round(average(image, x, y, c))
    }
  }
  return { width: size, height: size, channels, data }
}
