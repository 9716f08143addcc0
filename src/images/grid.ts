/** Images of numbers as bytes, and many of them as one grid, as torchvision makes it. */

import type { NdArray } from '../base/shape.ts'
import { over, type Raster } from '../formats/raster.ts'
import { type Colour, checkCount, enlarge, paste } from './canvas.ts'
import { empty, overChecker } from './checker.ts'
import { imagesError } from './errors.ts'
import { drawLabel, labelHeight, labelPlace } from './grid-labels.ts'

/** How images are laid out. */
export interface GridOptions {
  /** Images in a row, at least 1; `nrow` in torchvision. Default 8. */
  columns?: number
  /** Pixels around and between the images, before scaling: black, or transparent where images are. Default 2. */
  padding?: number
  /** Pixels of the grid per pixel of an image, along each side. Default 1. */
  scale?: number
  /** Of images with alpha: kept (`keep`, the default), over a checkerboard, or over red, green and blue. */
  background?: 'keep' | 'checker' | Colour
  /** A name for each image, drawn below it, or once below a column or all of one name. */
  labels?: readonly string[] | undefined
}

function onBackground(image: Raster, background: GridOptions['background'] = 'keep'): Raster {
  if (background === 'keep') return image
  return background === 'checker' ? overChecker(image) : over(image, background)
}

/**
 * All images in one grid, row by row, with torchvision's semantics (`make_grid`, then
 * `save_image`): no more columns than images, a border of `padding` all around, and a single
 * image stands alone without padding. Grey stays one channel, and alpha is kept.
 * @param images (N, H, W, C) in [-1, 1], C 1 to 4: grey or RGB, with or without alpha; what lies outside is
 * clamped, NaN is black.
 * @throws {DdpmError} `drawing.shape-invalid`, `drawing.size-invalid`, `drawing.image-labels-mismatch`
 */
export function grid(images: NdArray, options: GridOptions = {}): Raster {
  const { columns = 8, padding = 2, scale = 1, background, labels } = options
  checkCount(columns, 'columns')
  checkCount(padding, 'padding', 0)
  const cells = toRasters(images).map((image) => onBackground(enlarge(image, scale), background))
  if (labels && labels.length !== cells.length) {
    const counts = { images: cells.length, labels: labels.length }
    throw imagesError('drawing.image-labels-mismatch', counts)
  }
  if (cells.length === 1 && !labels) return cells[0]
  const across = Math.min(columns, cells.length)
  return drawGrid(cells, { across, labels, gap: cells.length === 1 ? 0 : padding * scale })
}

interface Layout {
  readonly across: number
  readonly gap: number
  readonly labels?: readonly string[] | undefined
}

function drawGrid(cells: readonly Raster[], { across, gap, labels }: Layout): Raster {
  const [{ width, height, channels }] = cells
  const place = labels && labelPlace(labels, across)
  const line = labels ? labelHeight(width) : 0
  const rowHeight = height + gap + (place === 'cells' ? line : 0)
  const rows = Math.ceil(cells.length / across)
  const bottom = rows * rowHeight + gap
  const end = bottom + (place === 'cells' ? 0 : line)
  const whole = empty(across * (width + gap) + gap, end, channels)
  const left = (i: number) => (i % across) * (width + gap) + gap
  const top = (i: number) => Math.floor(i / across) * rowHeight + gap
  cells.forEach((cell, i) => {
    paste(whole, cell, left(i), top(i))
  })
  if (place === 'below') {
    drawLabel(whole, labels![0], { left: 0, top: bottom, width: whole.width, imageWidth: width })
  } else if (place) {
    const named = place === 'columns' ? labels!.slice(0, across) : labels!
    named.forEach((label, i) => {
      const under = place === 'columns' ? bottom : top(i) + height
      drawLabel(whole, label, { left: left(i), top: under, width, imageWidth: width })
    })
  }
  return whole
}

/**
 * Each image as a raster of its own.
 * @param images (N, H, W, C) in [-1, 1], C 1 to 4; what lies outside is clamped, NaN is black.
 * @throws {DdpmError} `drawing.shape-invalid`
 */
export function toRasters(images: NdArray): Raster[] {
  const { shape, data } = images
  const [count, height, width, channels] = shape
  if (shape.length !== 4 || shape.includes(0) || !isChannels(channels)) {
    throw imagesError('drawing.shape-invalid', { shape })
  }
  const size = height * width * channels
  return Array.from({ length: count }, (_, i) => {
    const pixels = Uint8Array.from(data.subarray(i * size, (i + 1) * size), toByte)
    return { width, height, channels, data: pixels }
  })
}

const isChannels = (channels: number): channels is Raster['channels'] =>
  [1, 2, 3, 4].includes(channels)

/** [-1, 1] to 0..255, each step rounded to float32 as torch does it, so that ties fall alike. */
function toByte(value: number): number {
  const unit = Math.fround(Math.fround(value + 1) / 2)
  const scaled = Math.fround(Math.fround(Math.min(Math.max(unit, 0), 1) * 255) + 0.5)
  return Math.floor(scaled) || 0
}
