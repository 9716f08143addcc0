/** The strip of a denoising run: the same images at several moments, a label above each. */

import type { NdArray } from '../base/shape.ts'
import type { Raster } from '../formats/raster.ts'
import { blank, type Colour, enlarge, paste } from './canvas.ts'
import { overChecker } from './checker.ts'
import { imagesError } from './errors.ts'
import { toRasters } from './grid.ts'
import { drawText, shortened, textHeight, textWidth } from './text.ts'

export interface TrajectoryOptions {
  /** Pixels of the strip per pixel of an image, along each side. Default 4. */
  scale?: number
  /** A line above the strip; none where it is empty. Default `Denoising Trajectory: ...`. */
  title?: string
}

const PAPER: Colour = [255, 255, 255]
const INK: Colour = [55, 62, 74]
/** Labels longer than this are shortened where they are wider than the images, too. */
const MOST_LABEL = 120

/**
 * One column per frame, one row per image of the frames.
 * @param frames Each (N, H, W, C) in [-1, 1], all of one shape, in the order of the run; alpha is drawn over a
 * checkerboard.
 * @param labels One per frame, such as `t=999`.
 * @throws {DdpmError} `drawing.no-frames`, `drawing.frames-differ`, `drawing.labels-mismatch`,
 * `drawing.shape-invalid`, `drawing.size-invalid`
 */
export function trajectoryStrip(
  frames: readonly NdArray[],
  labels: readonly string[],
  options: TrajectoryOptions = {},
): Raster {
  const { scale = 4, title = 'Denoising Trajectory: From Noise to Image' } = options
  const columns = frames.map((frame) =>
    toRasters(frame).map((image) => overChecker(enlarge(image, scale))),
  )
  checkFrames(columns, labels)
  const [image] = columns[0]
  const names = labels.map((label) => shortened(label, Math.max(image.width, MOST_LABEL), 1))
  const layout = layOut(image, names, columns[0].length, title)
  const strip = blank(layout.width(columns.length), layout.height, image.channels, PAPER)
  const style = { colour: INK, scale: layout.textScale, anchor: 'middle' } as const
  drawText(strip, title, strip.width >> 1, layout.margin, style)
  columns.forEach((images, i) => {
    const x = layout.x(i)
    drawText(strip, names[i], x + (image.width >> 1), layout.labelTop, style)
    images.forEach((raster, row) => {
      paste(strip, raster, x, layout.y(row))
    })
  })
  return strip
}

/** Where things stand. Columns are as wide as the widest label, text grows with the images. */
function layOut(image: Raster, labels: readonly string[], rows: number, title: string) {
  const textScale = image.width >= 70 ? 2 : 1
  const gap = 4 * textScale
  const margin = 8 * textScale
  const column = Math.max(image.width, ...labels.map((label) => textWidth(label, textScale)))
  const labelTop = margin + (title ? textHeight(textScale) + margin : 0)
  const top = labelTop + textHeight(textScale) + 3 * textScale
  const y = (row: number) => top + row * (image.height + gap)
  const left = (width: number) => Math.max(0, textWidth(title, textScale) - width) >> 1
  const strip = labels.length * (column + gap) - gap
  const side = margin + left(strip)
  return {
    textScale,
    margin,
    labelTop,
    y,
    x: (i: number) => side + i * (column + gap) + ((column - image.width) >> 1),
    width: (count: number) => count * (column + gap) - gap + 2 * side,
    height: y(rows) - gap + margin,
  }
}

function checkFrames(columns: readonly Raster[][], labels: readonly string[]): void {
  if (columns.length === 0) throw imagesError('drawing.no-frames')
  if (labels.length !== columns.length) {
    const counts = { frames: columns.length, labels: labels.length }
    throw imagesError('drawing.labels-mismatch', counts)
  }
  const [first] = columns
  for (const images of columns) {
    const alike = (['width', 'height', 'channels'] as const).every(
      (k) => images[0][k] === first[0][k],
    )
    if (images.length !== first.length || !alike) {
      throw imagesError('drawing.frames-differ')
    }
  }
}
