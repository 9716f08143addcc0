/** From the samples of a PNG to grey or RGB bytes. Knows no chunks and no compression. */

import { formatsError } from './errors.ts'
import type { PngHeader } from './png-header.ts'
import type { Samples } from './png-samples.ts'
import { overWhite, type Raster } from './raster.ts'

/** Bytes of 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha. */
interface Layers {
  readonly channels: number
  readonly data: Uint8Array
}

/**
 * Grey or RGB, transparency laid over white.
 * @param palette red, green and blue of each colour, where samples are indices
 * @param transparency alphas of the palette's first colours, or the one colour that is transparent
 */
export function pixelsOf(
  header: PngHeader,
  samples: Samples,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Raster {
  const { width, height } = header
  const pixels = width * height
  const { channels, data } = palette
    ? lookUp(samples, palette, transparency)
    : { channels: header.channels, data: inBytes(header, samples) }
  const colours = channels < 3 ? 1 : 3
  const flat = new Uint8Array(pixels * colours)
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels
    const alpha = channels === colours ? 255 : data[at + colours]
    for (let c = 0; c < colours; c++) {
      flat[pixel * colours + c] = overWhite(data[at + c], alpha)
    }
  }
  if (transparency && !palette && channels === colours) clear(flat, header, samples, transparency)
  return { width, height, channels: colours, data: flat }
}

/** Samples as bytes: 1, 2 and 4 bits stretched to 0..255, 16 cut to the upper 8. */
function inBytes({ depth }: PngHeader, samples: Samples): Uint8Array {
  if (samples instanceof Uint16Array) return Uint8Array.from(samples, (value) => value >> 8)
  if (depth === 8) return samples
  const largest = 2 ** depth - 1
  return samples.map((value) => (value * 255) / largest)
}

/**
 * Makes pixels of one colour white.
 * @param colour a number of 16 bits per channel, of which the lower `depth` count (section 11.3.2.1)
 */
function clear(
  flat: Uint8Array,
  { channels, depth }: PngHeader,
  samples: Samples,
  colour: Uint8Array,
): void {
  if (colour.length !== 2 * channels) {
    throw formatsError('png.transparency-invalid')
  }
  const key = Array.from({ length: channels }, (_, c) => {
    return ((colour[2 * c] << 8) | colour[2 * c + 1]) & (2 ** depth - 1)
  })
  for (let at = 0; at < flat.length; at += channels) {
    if (key.every((value, c) => samples[at + c] === value)) flat.fill(255, at, at + channels)
  }
}

function lookUp(
  indices: Samples,
  palette: Uint8Array,
  alphas: Uint8Array = new Uint8Array(0),
): Layers {
  const data = new Uint8Array(indices.length * 4)
  indices.forEach((index, pixel) => {
    if (3 * index + 3 > palette.length) {
      throw formatsError('png.palette-too-short', { index })
    }
    data.set(palette.subarray(3 * index, 3 * index + 3), 4 * pixel)
    data[4 * pixel + 3] = alphas[index] ?? 255
  })
  return { channels: 4, data }
}
