/** An image of bytes in other channels, and as the numbers a network sees. */

import { WHITE } from '../base/colour.ts'
import { hasAlpha, type OpaqueRaster, over, type Raster } from '../formats/raster.ts'
import { byteToValue } from './dataset.ts'
import { imageSetError } from './errors/images.ts'

type Channels = Raster['channels']

/** Whether so many channels are an image's: grey or RGB, with or without alpha. */
export const isChannels = (channels: number): channels is Channels =>
  [1, 2, 3, 4].includes(channels)

/** What is said where one of the two is not. */
export const otherChannels = (given: number, wanted: number) =>
  imageSetError('image.channels-mismatch', { given, wanted })

/** Weights of red, green and blue in brightness (ITU-R BT.601). */
const BRIGHTNESS = [0.299, 0.587, 0.114]

/** Brightness at a byte's place: that of three colours, or of one grey. */
function greyAt({ channels, data }: Raster, at: number): number {
  if (channels < 3) return data[at]
  return Math.round(BRIGHTNESS.reduce((sum, weight, c) => sum + weight * data[at + c], 0))
}

/** One byte of brightness a pixel, laid over white. */
export function greyOf(raster: Raster): Uint8Array {
  const flat: OpaqueRaster = over(raster, WHITE)
  return flat.channels === 1 ? flat.data : withChannels(flat, 1).data
}

/**
 * The image in other channels: colours become their brightness, grey all three colours; a missing alpha
 * is opaque, and one that is not asked for lays the image over white.
 * @throws {DdpmError} `image.channels-mismatch` for more than 4 channels
 */
export function withChannels(raster: Raster, channels: number): Raster {
  if (channels === raster.channels) return raster
  if (!isChannels(channels)) throw otherChannels(raster.channels, channels)
  const from = hasAlpha(channels) ? raster : over(raster, WHITE)
  const { width, height, data } = from
  const into = new Uint8Array(width * height * channels)
  const colours = channels < 3 ? 1 : 3
  for (let at = 0, to = 0; to < into.length; at += from.channels) {
    for (let c = 0; c < colours; c++) {
      into[to++] = colours === 3 && from.channels > 2 ? data[at + c] : greyAt(from, at)
    }
    if (hasAlpha(channels))
      into[to++] = hasAlpha(from.channels) ? data[at + from.channels - 1] : 255
  }
  return { width, height, channels, data: into }
}

/**
 * (height, width, channels) in [-1, 1], as `withChannels` turns channels into each other.
 * @throws {DdpmError} `image.channels-mismatch` for more than 4 channels
 */
export function valuesOf(raster: Raster, channels: number): Float32Array {
  return Float32Array.from(withChannels(raster, channels).data, (byte) => byteToValue[byte])
}
