/** From the many pixel layouts of PNG to grey or RGB bytes. Knows no chunks and no compression. */

import { convertIndexedToRgb, type DecodedPng } from 'fast-png'
import type { Raster } from './raster.ts'

/** Bytes of 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha. */
interface Layers {
  readonly channels: number
  readonly data: ArrayLike<number>
}

/** A decoded picture as grey or RGB bytes, transparency laid over white. */
export function pixelsOf(png: DecodedPng): Raster {
  const { width, height } = png
  const pixels = width * height
  const { channels, data } = layersOf(png)
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

function layersOf(png: DecodedPng): Layers {
  if (png.palette) return { channels: png.palette[0].length, data: convertIndexedToRgb(png) }
  if (png.depth === 16) {
    return { channels: png.channels, data: Uint8Array.from(png.data, (value) => value >> 8) }
  }
  if (png.depth < 8) return { channels: 1, data: unpack(png) }
  return png
}

/** Grey of 1, 2 or 4 bits, several pixels to a byte, stretched to 0..255. */
function unpack({ width, height, depth, data }: DecodedPng): Uint8Array {
  const perByte = 8 / depth
  const rowBytes = Math.ceil(width / perByte)
  const largest = 2 ** depth - 1
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * rowBytes + Math.floor(x / perByte)]
      const shift = 8 - depth * ((x % perByte) + 1)
      grey[y * width + x] = (((byte >> shift) & largest) * 255) / largest
    }
  }
  return grey
}
