/** Rasters joined into larger ones, and images with a line of text. Knows no figures. */

import type { Raster } from '../formats/raster.ts'
import { blank, type Colour, fillRect, paste } from './canvas.ts'
import { overChecker } from './checker.ts'
import { drawText, shortened, textHeight, textWidth } from './text.ts'

export const PAPER: Colour = [255, 255, 255]

/** A raster with three channels, over a checkerboard where it is transparent. */
export function inColour(raster: Raster): Raster {
  const { width, height, channels, data } = overChecker(raster)
  if (channels === 3) return { width, height, channels, data }
  const grey = Uint8Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)])
  return { width, height, channels: 3, data: grey }
}

/** Colour rasters one below the other (`down`) or side by side (`across`), on paper. */
export function stack(parts: readonly Raster[], direction: 'down' | 'across', gap: number): Raster {
  const down = direction === 'down'
  const sum = (sizes: number[]) => sizes.reduce((a, b) => a + b + gap, -gap)
  const [widths, heights] = [parts.map(({ width }) => width), parts.map(({ height }) => height)]
  const width = down ? Math.max(...widths) : sum(widths)
  const height = down ? sum(heights) : Math.max(...heights)
  const whole = blank(width, height, 3, PAPER)
  let at = 0
  for (const part of parts) {
    paste(whole, part, down ? 0 : at, down ? at : 0)
    at += (down ? part.height : part.width) + gap
  }
  return whole
}

/** Rows of so many parts of one size. */
export function tile(parts: readonly Raster[], columns: number, gap: number): Raster {
  const rows = Array.from({ length: Math.ceil(parts.length / columns) }, (_, row) =>
    stack(parts.slice(row * columns, (row + 1) * columns), 'across', gap),
  )
  return stack(rows, 'down', gap)
}

/** The same with paper around it. */
export function framed(raster: Raster, margin: number): Raster {
  const whole = blank(raster.width + 2 * margin, raster.height + 2 * margin, 3, PAPER)
  paste(whole, raster, margin, margin)
  return whole
}

/** A line of text as a raster of its own. */
export function lineOf(text: string, colour: Colour, scale: number): Raster {
  const raster = blank(Math.max(1, textWidth(text, scale)), textHeight(scale) + 2 * scale, 3, PAPER)
  drawText(raster, text, 0, 0, { colour, scale })
  return raster
}

const CAPTION_ROOM = 13
const EDGE = 2

/** An image in a coloured edge, and a line below it, whose end is never cut. @param room pixels for the line, at least */
export function captioned(
  image: Raster,
  { text, tail = '' }: { readonly text: string; readonly tail?: string | undefined },
  { edge = PAPER, colour, room = 0 }: { edge?: Colour; colour: Colour; room?: number },
): Raster {
  const [own, height] = [image.width + 2 * EDGE, image.height + 2 * EDGE]
  const width = Math.max(own, room)
  const left = (width - own) >> 1
  const cell = blank(width, height + CAPTION_ROOM, 3, PAPER)
  fillRect(cell, { x: left, y: 0, width: own, height }, edge)
  paste(cell, inColour(image), left + EDGE, EDGE)
  const style = { colour, scale: 1, anchor: 'middle' } as const
  const caption = shortened(text, width - textWidth(tail, 1), 1) + tail
  drawText(cell, caption, width >> 1, height + 3, style)
  return cell
}
