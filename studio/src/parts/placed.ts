/** An image on a sheet of another size: in its middle, with as many channels as the sheet has. */

import { hasAlpha } from '../../../src/formats/raster.ts'
import type { Images } from '../compute/protocol.ts'

type Shape = readonly [height: number, width: number, channels: number]

/** The library writes no smaller digits. */
const SMALLEST = 12

/** Height and width of the largest square digit that fits. */
export const squareIn = ([height, width]: Shape) => Math.max(SMALLEST, Math.min(height, width))

export const fits = ({ shape: [, h, w, c] }: Images, [height, width, channels]: Shape) =>
  h === height && w === width && c === channels

/** What does not fit is cut off; a grey image is grey in colours, too, and opaque where there is an alpha. */
export function placed({ shape, bytes }: Images, [height, width, channels]: Shape): Images {
  const [, h, w, c] = shape
  const [top, left] = [Math.floor((height - h) / 2), Math.floor((width - w) / 2)]
  const all = new Uint8Array(height * width * channels)
  const byteAt = (from: number, i: number) =>
    hasAlpha(channels) && i === channels - 1 ? 255 : bytes[from + Math.min(i, c - 1)]
  for (let y = Math.max(0, top); y < Math.min(height, top + h); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + w); x++) {
      const from = ((y - top) * w + x - left) * c
      const to = (y * width + x) * channels
      for (let i = 0; i < channels; i++) all[to + i] = byteAt(from, i)
    }
  }
  return { shape: [1, height, width, channels], bytes: all }
}
