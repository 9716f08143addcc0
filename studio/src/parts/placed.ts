/** Images on sheets of another size: in their middle, with as many channels as the sheet has. */

import { hasAlpha } from '../../../src/formats/raster.ts'
import type { Images } from '../compute/protocol.ts'

type Shape = readonly [height: number, width: number, channels: number]

export const fits = ({ shape: [, h, w, c] }: Images, [height, width, channels]: Shape) =>
  h === height && w === width && c === channels

/** Which channel of a pixel stands for another kind's; nothing where it has none: opaque. */
function channelFor(i: number, channels: number, from: number): number | undefined {
  const isAlpha = hasAlpha(channels) && i === channels - 1
  if (isAlpha) return hasAlpha(from) ? from - 1 : undefined
  return Math.min(i, (hasAlpha(from) ? from - 1 : from) - 1)
}

/** What does not fit is cut off; a grey image is grey in colours, too, and opaque where there is an alpha. */
export function placed({ shape, bytes }: Images, [height, width, channels]: Shape): Images {
  const [n, h, w, c] = shape
  const [top, left] = [Math.floor((height - h) / 2), Math.floor((width - w) / 2)]
  const all = new Uint8Array(n * height * width * channels)
  const sources = Array.from({ length: channels }, (_, i) => channelFor(i, channels, c))
  for (let k = 0; k < n; k++) {
    for (let y = Math.max(0, top); y < Math.min(height, top + h); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + w); x++) {
        const from = ((k * h + y - top) * w + x - left) * c
        const to = ((k * height + y) * width + x) * channels
        sources.forEach((source, i) => {
          all[to + i] = source === undefined ? 255 : bytes[from + source]
        })
      }
    }
  }
  return { shape: [n, height, width, channels], bytes: all }
}
