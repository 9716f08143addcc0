/** Images of numbers as bytes, and many of them as one grid, as torchvision makes it. */

import type { NdArray } from '../base/shape.ts'
import type { Raster } from '../formats/raster.ts'
import { blank, checkCount, enlarge, paste } from './canvas.ts'
import { imagesError } from './errors.ts'

/** How images are laid out. */
export interface GridOptions {
  /** Images in a row, at least 1; `nrow` in torchvision. Default 8. */
  columns?: number
  /** Black pixels around and between the images, before scaling. Default 2. */
  padding?: number
  /** Pixels of the grid per pixel of an image, along each side. Default 1. */
  scale?: number
}

/**
 * All images in one grid, row by row, with torchvision's semantics (`make_grid`, then
 * `save_image`): no more columns than images, a border of `padding` all around, and a single
 * image stands alone without padding. Grey stays one channel.
 * @param images (N, H, W, C) in [-1, 1], C 1 or 3; what lies outside is clamped, NaN is black.
 * @throws {DdpmError} `drawing.shape-invalid`, `drawing.size-invalid`
 */
export function grid(images: NdArray, options: GridOptions = {}): Raster {
  const { columns = 8, padding = 2, scale = 1 } = options
  checkCount(columns, 'columns')
  checkCount(padding, 'padding', 0)
  const rasters = toRasters(images)
  if (rasters.length === 1) return enlarge(rasters[0], scale)
  const across = Math.min(columns, rasters.length)
  const down = Math.ceil(rasters.length / across)
  const [width, height] = [rasters[0].width + padding, rasters[0].height + padding]
  const { channels } = rasters[0]
  const whole = blank(across * width + padding, down * height + padding, channels, [0, 0, 0])
  rasters.forEach((raster, i) => {
    paste(whole, raster, (i % across) * width + padding, Math.floor(i / across) * height + padding)
  })
  return enlarge(whole, scale)
}

/**
 * Each image as a raster of its own.
 * @param images (N, H, W, C) in [-1, 1], C 1 or 3; what lies outside is clamped, NaN is black.
 * @throws {DdpmError} `drawing.shape-invalid`
 */
export function toRasters(images: NdArray): Raster[] {
  const { shape, data } = images
  const [count, height, width, channels] = shape
  if (shape.length !== 4 || shape.includes(0) || (channels !== 1 && channels !== 3)) {
    throw imagesError('drawing.shape-invalid', { shape })
  }
  const size = height * width * channels
  return Array.from({ length: count }, (_, i) => {
    const pixels = Uint8Array.from(data.subarray(i * size, (i + 1) * size), toByte)
    return { width, height, channels, data: pixels }
  })
}

/** [-1, 1] to 0..255, each step rounded to float32 as torch does it, so that ties fall alike. */
function toByte(value: number): number {
  const unit = Math.fround(Math.fround(value + 1) / 2)
  const scaled = Math.fround(Math.fround(Math.min(Math.max(unit, 0), 1) * 255) + 0.5)
  return Math.floor(scaled) || 0
}
