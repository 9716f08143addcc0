/** From the samples of a PNG to grey or RGB bytes. Knows no chunks and no compression. */

import { FormatError } from './error.ts'
import type { PngHeader } from './png-header.ts'
import type { Raster } from './raster.ts'

/** Bytes of 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha. */
interface Layers {
  readonly channels: number
  readonly data: Uint8Array
}

/**
 * Grey or RGB, transparency laid over white.
 * @param palette red, green and blue of each colour, where samples are indices
 * @param alphas of the palette's first colours
 */
export function pixelsOf(
  header: PngHeader,
  samples: Uint8Array,
  palette: Uint8Array | undefined,
  alphas: Uint8Array | undefined,
): Raster {
  const { width, height } = header
  const pixels = width * height
  const { channels, data } = palette
    ? lookUp(samples, palette, alphas)
    : { channels: header.channels, data: stretched(header, samples) }
  const colours = channels < 3 ? 1 : 3
  const flat = new Uint8Array(pixels * colours)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels
    const alpha = channels === colours ? 255 : data[at + colours]
    for (let c = 0; c < colours; c++) {
      flat[pixel * colours + c] = Math.round(255 + ((data[at + c] - 255) * alpha) / 255)
    }
  }
  return { width, height, channels: colours, data: flat }
}

/** Grey of 1, 2 or 4 bits, stretched to 0..255. */
function stretched({ depth }: PngHeader, samples: Uint8Array): Uint8Array {
  if (depth >= 8) return samples
  const largest = 2 ** depth - 1
  return samples.map((value) => (value * 255) / largest)
}

function lookUp(
  indices: Uint8Array,
  palette: Uint8Array,
  alphas: Uint8Array = new Uint8Array(0),
): Layers {
  const data = new Uint8Array(indices.length * 4)
  indices.forEach((index, pixel) => {
    if (3 * index + 3 > palette.length) {
      throw new FormatError(`PNG: the picture is corrupt: its palette has no colour ${index}`)
    }
    data.set(palette.subarray(3 * index, 3 * index + 3), 4 * pixel)
    data[4 * pixel + 3] = alphas[index] ?? 255
  })
  return { channels: 4, data }
}
