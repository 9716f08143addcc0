/** Draws single lines of text into rasters with the bitmap font. Breaks no lines. */

import type { Raster } from '../formats/raster.ts'
import { type Colour, fillRect } from './canvas.ts'
import { CAPITAL_ROWS, GLYPH_ROWS, glyphOf } from './font.ts'

export interface TextStyle {
  colour: Colour
  /** Pixels to a dot of the font. */
  scale: number
  /** Which point of the text `x` (or `y`, where it is turned) names. */
  anchor?: 'start' | 'middle' | 'end'
  /** Read from bottom to top, as beside a vertical axis. */
  turned?: boolean
}

/** Width of a line in pixels: glyphs with one blank column between them. */
export function textWidth(text: string, scale: number): number {
  const widths = [...text].map((character) => glyphOf(character).width + 1)
  return (
    Math.max(
      widths.reduce((sum, width) => sum + width, -1),
      0,
    ) * scale
  )
}

/** What stands for the end of a line that is cut off. */
const CUT = '...'

/** A line that fits into a width: its end is cut off, and dots say so where there is room for them. */
export function shortened(text: string, width: number, scale: number): string {
  if (textWidth(text, scale) <= width) return text
  const letters = [...text]
  for (const end of [CUT, '']) {
    for (let kept = letters.length - 1; kept > 0; kept--) {
      const cut = letters.slice(0, kept).join('').trimEnd() + end
      if (textWidth(cut, scale) <= width) return cut
    }
  }
  return ''
}

/** Height of capitals and digits in pixels; p, q and commas hang two dots lower. */
export function textHeight(scale: number): number {
  return CAPITAL_ROWS * scale
}

/**
 * Draws a line of text, clipped to the raster. (x, y) is the upper edge of its capitals; of turned
 * text, their left edge.
 */
export function drawText(
  raster: Raster,
  text: string,
  x: number,
  y: number,
  { colour, scale, anchor = 'start', turned = false }: TextStyle,
): void {
  const share = { start: 0, middle: 0.5, end: 1 }[anchor]
  const before = Math.round(textWidth(text, scale) * share)
  let column = 0
  for (const character of text) {
    const { width, ink } = glyphOf(character)
    for (let row = 0; row < GLYPH_ROWS; row++) {
      for (let i = 0; i < width; i++) {
        if (!ink[row * width + i]) continue
        const along = (column + i) * scale - before
        const dot = turned
          ? { x: x + row * scale, y: y - along - scale }
          : { x: x + along, y: y + row * scale }
        fillRect(raster, { ...dot, width: scale, height: scale }, colour)
      }
    }
    column += width + 1
  }
}
