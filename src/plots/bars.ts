/** Counts as a row of upright bars, each with its name below and its number above. */

import type { Raster } from '../formats/raster.ts'
import { blank, type Colour, fillRect } from '../images/canvas.ts'
import { PAPER } from '../images/stack.ts'
import { drawText, textWidth } from '../images/text.ts'

export interface Bar {
  readonly name: string
  readonly count: number
}

const BAR: Colour = [70, 110, 170]
const EVEN: Colour = [170, 177, 188]
const INK: Colour = [45, 52, 64]
/** Room above and below the bars for a line of small text. */
const LINE = 12

/**
 * A chart of counts with a line at the height of equal ones. Names and numbers are left out where
 * they are wider than their bars.
 */
export function barChart(bars: readonly Bar[], width: number, height: number): Raster {
  const chart = blank(width, height, 3, PAPER)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const [floor, room] = [height - LINE, height - 2 * LINE]
  const place = (i: number) => Math.round((i * width) / bars.length)
  const gap = width / bars.length >= 6 ? 2 : 0
  const label = (text: string, i: number, y: number) => {
    const [from, to] = [place(i), place(i + 1)]
    if (textWidth(text, 1) > to - from - gap) return
    drawText(chart, text, (from + to - gap) >> 1, y, { colour: INK, scale: 1, anchor: 'middle' })
  }
  const heightOf = (count: number) => Math.round((count / most) * room)
  bars.forEach(({ count }, i) => {
    const [x, tall] = [place(i), heightOf(count)]
    const bar = { x, y: floor - tall, width: place(i + 1) - x - gap, height: tall }
    fillRect(chart, bar, BAR)
  })
  const total = bars.reduce((sum, { count }) => sum + count, 0)
  fillRect(chart, { x: 0, y: floor - heightOf(total / bars.length), width, height: 1 }, EVEN)
  bars.forEach(({ name, count }, i) => {
    label(String(count), i, floor - heightOf(count) - LINE + 3)
    label(name, i, floor + 3)
  })
  return chart
}
