/** An image of bytes as the numbers a network sees. */

import type { Raster } from '../formats/raster.ts'
import { byteToValue } from './dataset.ts'

/** Weights of red, green and blue in brightness (ITU-R BT.601). */
const BRIGHTNESS = [0.299, 0.587, 0.114]

/** One byte of brightness a pixel. */
export function greyOf({ channels, data }: Raster): Uint8Array {
  if (channels === 1) return data
  return Uint8Array.from({ length: data.length / 3 }, (_, i) => {
    return Math.round(BRIGHTNESS.reduce((sum, weight, c) => sum + weight * data[3 * i + c], 0))
  })
}

/**
 * (height, width, channels) in [-1, 1]: colours become their brightness, grey all three colours,
 * where the image has other channels than are asked for.
 */
export function valuesOf(raster: Raster, channels: number): Float32Array {
  if (channels === raster.channels) return Float32Array.from(raster.data, valueOfByte)
  const grey = Float32Array.from(greyOf(raster), valueOfByte)
  const length = channels * grey.length
  return Float32Array.from({ length }, (_, i) => grey[Math.floor(i / channels)])
}

const valueOfByte = (byte: number) => byteToValue[byte]
