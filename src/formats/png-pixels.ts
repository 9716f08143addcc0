/** From the samples of a PNG to bytes of 1 to 4 channels. Knows no chunks and no compression. */

import { pngError } from './errors/png.ts'
import type { PngHeader } from './png-header.ts'
import type { Samples } from './png-samples.ts'
import { hasAlpha, type Raster } from './raster.ts'

/**
 * Bytes of as many channels as the file has: an alpha is kept, and one is made where some colours are
 * transparent.
 * @param palette red, green and blue of each colour, where samples are indices
 * @param transparency alphas of the palette's first colours, or the one colour that is transparent
 */
export function pixelsOf(
  header: PngHeader,
  samples: Samples,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): Raster {
  const { width, height, channels } = header
  if (palette) return { width, height, ...lookUp(samples, palette, transparency) }
  const data = inBytes(header, samples)
  if (!transparency || hasAlpha(channels)) return { width, height, channels, data }
  return { width, height, ...keyed(data, header, samples, transparency) }
}

type Pixels = Pick<Raster, 'channels' | 'data'>

/** Samples as bytes: 1, 2 and 4 bits stretched to 0..255, 16 cut to the upper 8. */
function inBytes({ depth }: PngHeader, samples: Samples): Uint8Array {
  if (samples instanceof Uint16Array) return Uint8Array.from(samples, (value) => value >> 8)
  if (depth === 8) return samples
  const largest = 2 ** depth - 1
  return samples.map((value) => (value * 255) / largest)
}

/**
 * With an alpha, which is 0 for pixels of one colour and 255 for the others.
 * @param colour a number of 16 bits per channel, of which the lower `depth` count (section 11.3.2.1)
 */
function keyed(
  bytes: Uint8Array,
  { channels, depth }: PngHeader,
  samples: Samples,
  colour: Uint8Array,
): Pixels {
  if (colour.length !== 2 * channels) {
    throw pngError('png.transparency-invalid')
  }
  const key = Array.from({ length: channels }, (_, c) => {
    return ((colour[2 * c] << 8) | colour[2 * c + 1]) & (2 ** depth - 1)
  })
  const pixels = bytes.length / channels
  const data = new Uint8Array(pixels * (channels + 1))
  for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
    let isKey = true
    for (let c = 0, at = pixel * channels; c < channels; c++, at++) {
      isKey &&= samples[at] === key[c]
      data[to++] = bytes[at]
    }
    data[to++] = isKey ? 0 : 255
  }
  return { channels: channels === 1 ? 2 : 4, data }
}

/** RGB, with alpha where the file has alphas. */
function lookUp(indices: Samples, palette: Uint8Array, alphas: Uint8Array | undefined): Pixels {
  const channels = alphas ? 4 : 3
  const data = new Uint8Array(indices.length * channels)
  for (let pixel = 0, to = 0; pixel < indices.length; pixel++) {
    const index = indices[pixel]
    if (3 * index + 3 > palette.length) {
      throw pngError('png.palette-too-short', { index })
    }
    for (let c = 0; c < 3; c++) data[to++] = palette[3 * index + c]
    if (alphas) data[to++] = alphas[index] ?? 255
  }
  return { channels, data }
}
