/** Where a chart's legend stands: names in one line, each after a piece of its curve. Draws nothing. */

import { textHeight, textWidth } from '../images/text.ts'
import type { Point } from './polyline.ts'

/** A name, which begins at `x` with the upper edge of its capitals at `y`. */
export interface LegendEntry {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly mark: readonly [Point, Point]
}

/** The names in their order; the last ends at `right`. @param scale pixels to a dot of the font */
export function layOutLegend(
  names: readonly string[],
  right: number,
  y: number,
  scale: number,
): LegendEntry[] {
  const line = textHeight(scale)
  const middle = y + line / 2
  const entries: LegendEntry[] = []
  let end = right
  for (const text of [...names].reverse()) {
    const x = end - textWidth(text, scale)
    const mark = [[x - 3 * line, middle] as const, [x - line, middle] as const] as const
    entries.unshift({ text, x, y, mark })
    end = x - 5 * line
  }
  return entries
}
