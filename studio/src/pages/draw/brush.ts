/** What a brush covers and what becomes of the pixels under it. Pixel (0, 0) reaches from 0 to 1. */

import { hasAlpha } from '../../../../src/formats/raster.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Pixels side by side: how wide, and how many in all. */
export interface Area {
  readonly width: number
  readonly height: number
}

/** From a point to the nearest of a line's. */
function distanceToLine({ x, y }: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / length
  const at = Math.min(Math.max(along, 0), 1)
  return Math.hypot(x - from.x - at * dx, y - from.y - at * dy)
}

/** Adds a line to what a stroke covers, from 0 to 1 for each pixel; its edge is a pixel wide. */
export function cover(
  covered: Float32Array,
  { width, height }: Area,
  from: Point,
  to: Point,
  radius: number,
): Float32Array {
  const more = covered.slice()
  for (let i = 0; i < width * height; i++) {
    const middle = { x: (i % width) + 0.5, y: Math.floor(i / width) + 0.5 }
    const share = Math.min(Math.max(radius + 0.5 - distanceToLine(middle, from, to), 0), 1)
    more[i] = Math.max(more[i], share)
  }
  return more
}

/** Bytes, pixel by pixel, with a colour laid over them. @param colour as many bytes as channels */
export function painted(
  bytes: Uint8Array,
  covered: Float32Array,
  colour: readonly number[],
): Uint8Array {
  const channels = colour.length
  const last = channels - 1
  return bytes.map((under, i) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels]
    const share = covered[pixel]
    if (hasAlpha(channels) && channel !== last) {
      // what is transparent has no colour of its own, neither the ground nor the eraser
      if (colour[last] === 0) return share === 1 ? 0 : under
      if (bytes[pixel * channels + last] === 0) return share > 0 ? colour[channel] : under
    }
    return Math.round(under + (colour[channel] - under) * share)
  })
}

/** A mask, 1 where it is marked, with what is covered by half marked, or no longer. */
export function marked(mask: Uint8Array, covered: Float32Array, value: 0 | 1): Uint8Array {
  return mask.map((before, i) => (covered[i] >= 0.5 ? value : before))
}
