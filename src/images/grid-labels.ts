/** Names under the images of a grid: one for all, one for each column, or one for each image. */

import type { Raster } from '../formats/raster.ts'
import { type Colour, fillRect } from './canvas.ts'
import { GLYPH_ROWS } from './font.ts'
import { drawText, shortened } from './text.ts'

const BOARD: Colour = [0, 0, 0]
const CHALK: Colour = [235, 235, 235]
/** From so many pixels on, letters are twice as large. */
const WIDE = 160

/** Where names stand. */
export type LabelPlace = 'below' | 'columns' | 'cells'

/** The least lines that say everything. */
export function labelPlace(labels: readonly string[], across: number): LabelPlace {
  if (labels.every((label) => label === labels[0])) return 'below'
  return labels.every((label, i) => label === labels[i % across]) ? 'columns' : 'cells'
}

/** Pixels to a dot of the letters below images of this width. */
export const labelScale = (width: number) => (width >= WIDE ? 2 : 1)

/** Height of a line of names below images of this width. */
export const labelHeight = (width: number) => (GLYPH_ROWS + 4) * labelScale(width)

/** Where a name is drawn: from `left`, `width` wide, below `top`. */
export interface LabelBox {
  readonly left: number
  readonly top: number
  readonly width: number
  /** Of the images. */
  readonly imageWidth: number
}

/** Draws a name in the middle of its place, which becomes opaque; a long name is shortened. */
export function drawLabel(raster: Raster, text: string, box: LabelBox): void {
  const scale = labelScale(box.imageWidth)
  const height = labelHeight(box.imageWidth)
  fillRect(raster, { x: box.left, y: box.top, width: box.width, height }, BOARD)
  const middle = box.left + (box.width >> 1)
  const style = { colour: CHALK, scale, anchor: 'middle' } as const
  drawText(raster, shortened(text, box.width, scale), middle, box.top + 3 * scale, style)
}
