/** What part of an image a training step sees: mirrored, moved, or cropped and enlarged. */

import type { ImageShape } from '../nn/network.ts'

/** A part of an image, as large as the whole where it is drawn. */
export interface Crop {
  readonly flip: boolean
  /** Its sides as a share of the image's, above 0 to 1. */
  readonly side: number
  /** Pixels by which its centre lies right of the image's, once that is mirrored. */
  readonly x: number
  /** Pixels by which its centre lies below the image's. */
  readonly y: number
}

const inside = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1)

/** Moved by whole pixels: each as it is, with its alpha, those at the edge repeated. */
function moveInto(
  to: Float32Array,
  from: Float32Array,
  [height, width, channels]: ImageShape,
  { flip, x: right, y: down }: Crop,
): void {
  for (let y = 0, i = 0; y < height; y++) {
    const row = inside(y + down, height) * width
    for (let x = 0; x < width; x++) {
      const column = inside(x + right, width)
      const at = (row + (flip ? width - 1 - column : column)) * channels
      for (let c = 0; c < channels; c++) to[i++] = from[at + c]
    }
  }
}

/** Of each place of a side the two pixels beside it, and how near the second is. */
interface Places {
  readonly near: Int32Array
  readonly far: Int32Array
  readonly share: Float64Array
}

/** @param flip whether the side is mirrored, before all else */
function placesOf(size: number, side: number, offset: number, flip: boolean): Places {
  const middle = (size - 1) / 2
  const at = Float64Array.from({ length: size }, (_, i) => middle + offset + (i - middle) * side)
  const pixel = (place: number) => {
    const within = inside(place, size)
    return flip ? size - 1 - within : within
  }
  return {
    near: Int32Array.from(at, (place) => pixel(Math.floor(place))),
    far: Int32Array.from(at, (place) => pixel(Math.floor(place) + 1)),
    share: at.map((place) => place - Math.floor(place)),
  }
}

/** Enlarged, each pixel between its four neighbours; colours count by their alpha. */
function enlargeInto(
  to: Float32Array,
  from: Float32Array,
  [height, width, channels]: ImageShape,
  { flip, side, x: right, y: down }: Crop,
): void {
  const colours = channels % 2 === 0 ? channels - 1 : channels
  const rows = placesOf(height, side, down, false)
  const columns = placesOf(width, side, right, flip)
  const alphaAt = (at: number) => (colours === channels ? 1 : (from[at + colours] + 1) / 2)
  for (let y = 0, i = 0; y < height; y++) {
    const [above, below, lower] = [rows.near[y] * width, rows.far[y] * width, rows.share[y]]
    for (let x = 0; x < width; x++, i += channels) {
      const [left, next, later] = [columns.near[x], columns.far[x], columns.share[x]]
      const a = (above + left) * channels
      const b = (above + next) * channels
      const c = (below + left) * channels
      const d = (below + next) * channels
      const [shareA, shareB] = [(1 - lower) * (1 - later), (1 - lower) * later]
      const [shareC, shareD] = [lower * (1 - later), lower * later]
      const seenA = shareA * alphaAt(a)
      const seenB = shareB * alphaAt(b)
      const seenC = shareC * alphaAt(c)
      const seenD = shareD * alphaAt(d)
      const seen = seenA + seenB + seenC + seenD
      for (let k = 0; k < channels; k++) {
        to[i + k] =
          k < colours && seen > 0
            ? (seenA * from[a + k] +
                seenB * from[b + k] +
                seenC * from[c + k] +
                seenD * from[d + k]) /
              seen
            : shareA * from[a + k] +
              shareB * from[b + k] +
              shareC * from[c + k] +
              shareD * from[d + k]
      }
    }
  }
}

/** Writes what a crop is of an image (H, W, C), as large as the image. */
export function drawCrop(
  to: Float32Array,
  from: Float32Array,
  shape: ImageShape,
  crop: Crop,
): void {
  if (crop.side === 1) moveInto(to, from, shape, crop)
  else enlargeInto(to, from, shape, crop)
}
