/** Images of any size brought to one size. Knows no files. */

import { type ImageSize, type Sides, sameSize, sidesOf } from '../base/image-size.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import type { Fit, Resize } from './preparation.ts'
import { withChannels } from './raster-values.ts'

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

/** The source pixel in whose place the middle of each stretch is. */
function nearestOf(start: number, length: number, size: number): Cover[] {
  return Array.from({ length: size }, (_, i) => {
    return { first: start + Math.floor(((i + 0.5) * length) / size), shares: [1] }
  })
}

/** The sum over an area, by shares: of a channel, or of a channel times alpha. */
function sumOver(
  { width, channels, data }: Raster,
  x: Cover,
  y: Cover,
  channel: number,
  alpha = -1,
) {
  let sum = 0
  for (let j = 0; j < y.shares.length; j++) {
    for (let i = 0; i < x.shares.length; i++) {
      const at = ((y.first + j) * width + x.first + i) * channels
      const weight = y.shares[j] * x.shares[i]
      sum += weight * data[at + channel] * (alpha < 0 ? 1 : data[at + alpha])
    }
  }
  return sum
}

/** The means of an area: colours count as far as they are seen, and are 0 where none is. */
function average(image: Raster, x: Cover, y: Cover, into: Uint8Array, at: number): void {
  const { channels } = image
  if (!hasAlpha(channels)) {
    for (let c = 0; c < channels; c++) into[at + c] = Math.round(sumOver(image, x, y, c))
    return
  }
  const last = channels - 1
  const alpha = sumOver(image, x, y, last)
  into[at + last] = Math.round(alpha)
  for (let c = 0; c < last; c++) {
    into[at + c] = alpha > 0 ? Math.round(sumOver(image, x, y, c, last) / alpha) : 0
  }
}

/** The largest rectangle of these proportions in an image: its size in whole pixels, at least one a side. */
function largestIn(image: Sides, { width, height }: Sides): Sides {
  const isWide = image.width * height > width * image.height
  if (isWide) {
    const across = Math.max(1, Math.round((image.height * width) / height))
    return { width: across, height: image.height }
  }
  return {
    width: image.width,
    height: Math.max(1, Math.round((image.width * height) / width)),
  }
}

/** The middle of an image, `part` of it, as an image of another size. */
function resized(image: Raster, part: Sides, { width, height }: Sides, how: Resize): Raster {
  const { channels } = image
  if (image.width === width && image.height === height && sameSize(part, image)) return image
  const [left, top] = [(image.width - part.width) >> 1, (image.height - part.height) >> 1]
  const covers = how === 'area' ? coversOf : nearestOf
  const [across, down] = [covers(left, part.width, width), covers(top, part.height, height)]
  const data = new Uint8Array(width * height * channels)
  let at = 0
  for (const y of down) {
    for (const x of across) {
      if (how === 'area') average(image, x, y, data, at)
      else
        for (let c = 0; c < channels; c++)
          data[at + c] = image.data[(y.first * image.width + x.first) * channels + c]
      at += channels
    }
  }
  return { width, height, channels, data }
}

/** An image in the middle of a larger one that is transparent around it. */
function padded(image: Raster, { width, height }: Sides): Raster {
  if (image.width === width && image.height === height) return image
  const { channels, data } = withChannels(image, image.channels < 3 ? 2 : 4)
  const [left, top] = [(width - image.width) >> 1, (height - image.height) >> 1]
  const into = new Uint8Array(width * height * channels)
  for (let y = 0; y < image.height; y++) {
    const row = data.subarray(y * image.width * channels, (y + 1) * image.width * channels)
    into.set(row, ((top + y) * width + left) * channels)
  }
  return { width, height, channels, data: into }
}

/**
 * An image brought to a size; one of that size already is returned as it is.
 * @param size pixels a side, or width and height
 * @param fit `crop` takes the middle, as large as the proportions of `size` allow; `stretch` all of the
 * image; `pad` too, undistorted, with transparent pixels around it and so with an alpha channel
 * @param resize `area` averages over areas, weighing colours by alpha; `nearest` takes the image's own
 * pixels
 */
export function toSize(
  image: Raster,
  size: ImageSize,
  {
    fit = 'crop',
    resize = 'area',
  }: { readonly fit?: Fit | undefined; readonly resize?: Resize | undefined } = {},
): Raster {
  const sides = sidesOf(size)
  switch (fit) {
    case 'crop':
      return resized(image, largestIn(image, sides), sides, resize)
    case 'stretch':
      return resized(image, image, sides, resize)
    case 'pad':
      return padded(resized(image, image, largestIn(sides, image), resize), sides)
  }
}
