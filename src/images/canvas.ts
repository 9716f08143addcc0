/** Making, filling and joining rasters. Knows no tensors and no text. */

import type { Colour } from '../base/colour.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import { imagesError } from './errors.ts'

export type { Colour } from '../base/colour.ts'

/** A raster of one colour, opaque; of a grey raster the first of the three counts. */
export function blank(
  width: number,
  height: number,
  channels: Raster['channels'],
  colour: Colour,
): Raster {
  const raster = { width, height, channels, data: new Uint8Array(width * height * channels) }
  fillRect(raster, { x: 0, y: 0, width, height }, colour)
  return raster
}

/** Fills a rectangle of whole pixels; what lies outside the raster is left out. */
export function fillRect(
  raster: Raster,
  rect: { x: number; y: number; width: number; height: number },
  colour: Colour,
): void {
  for (let y = Math.max(rect.y, 0); y < Math.min(rect.y + rect.height, raster.height); y++) {
    for (let x = Math.max(rect.x, 0); x < Math.min(rect.x + rect.width, raster.width); x++) {
      blend(raster, x, y, colour, 1)
    }
  }
}

/** Lays an opaque colour over one pixel. @param coverage 0 leaves the pixel, 1 replaces it. */
export function blend(
  raster: Raster,
  x: number,
  y: number,
  colour: Colour,
  coverage: number,
): void {
  const at = (y * raster.width + x) * raster.channels
  const last = hasAlpha(raster.channels) ? raster.channels - 1 : -1
  for (let c = 0; c < raster.channels; c++) {
    const under = raster.data[at + c]
    const wanted = c === last ? 255 : colour[c]
    raster.data[at + c] = Math.round(under + (wanted - under) * coverage)
  }
}

/** Copies `image` into `raster` with its upper left corner at (x, y). It must fit. */
export function paste(raster: Raster, image: Raster, x: number, y: number): void {
  const rowBytes = image.width * image.channels
  for (let row = 0; row < image.height; row++) {
    const from = image.data.subarray(row * rowBytes, (row + 1) * rowBytes)
    raster.data.set(from, ((y + row) * raster.width + x) * raster.channels)
  }
}

/**
 * Every pixel as a square of `scale` x `scale`.
 * @throws {DdpmError} `drawing.size-invalid`
 */
export function enlarge(raster: Raster, scale: number): Raster {
  checkCount(scale, 'scale')
  if (scale === 1) return raster
  const { channels } = raster
  const [width, height] = [raster.width * scale, raster.height * scale]
  const data = new Uint8Array(width * height * channels)
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(y / scale) * raster.width
    for (let x = 0; x < width; x++) {
      const from = (row + Math.floor(x / scale)) * channels
      for (let c = 0; c < channels; c++) data[to++] = raster.data[from + c]
    }
  }
  return { width, height, channels, data }
}

/** @throws {DdpmError} `drawing.size-invalid` */
export function checkCount(value: number, option: string, least = 1): void {
  if (!Number.isInteger(value) || value < least) {
    throw imagesError('drawing.size-invalid', { option, value, least })
  }
}
