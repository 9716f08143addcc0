/** Bars, curves and tables made of characters. No colours, no terminal. */

/** What bars and curves are made of. */
export interface Ink {
  readonly full: string
  readonly empty: string
  /** From low to high. */
  readonly levels: readonly string[]
}

export const blocks: Ink = { full: '█', empty: '░', levels: [...'▁▂▃▄▅▆▇█'] }
/** For terminals without block characters. */
export const ascii: Ink = { full: '#', empty: '.', levels: [...'_.-=+*#'] }

/** A bar of `width` characters. @param fraction 0..1; what lies outside is clamped */
export function bar(fraction: number, width: number, ink: Ink): string {
  const filled = Math.round(Math.min(Math.max(fraction, 0), 1) * width)
  return ink.full.repeat(filled) + ink.empty.repeat(width - filled)
}

/** Means of `width` runs of values of nearly equal length; fewer where there are fewer values. */
function binned(values: readonly number[], width: number): number[] {
  const bins = Math.min(width, values.length)
  return Array.from({ length: bins }, (_, i) => {
    const from = Math.floor((i * values.length) / bins)
    const to = Math.floor(((i + 1) * values.length) / bins)
    return values.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from)
  })
}

/**
 * Positive values as a curve of at most `width` characters on a logarithmic scale, so that late
 * progress shows beside a steep beginning.
 */
export function sparkline(values: readonly number[], width: number, ink: Ink): string {
  const heights = binned(values, width).map((value) => Math.log(Math.max(value, 1e-12)))
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  const top = ink.levels.length - 1
  const level = (height: number) =>
    high > low ? Math.round(((height - low) / (high - low)) * top) : 0
  return heights.map((height) => ink.levels[level(height)]).join('')
}

/**
 * Segments with two spaces between them in at most `width` characters: `flexible` takes what is
 * left (but at most `most`), and segments are dropped from the end until it has room.
 */
export function fitLine(
  width: number,
  first: string,
  flexible: { readonly most: number; draw(width: number): string },
  rest: readonly string[],
): string {
  const LEAST = 8
  for (let kept = rest.length; kept >= 0; kept--) {
    const fixed = [first, ...rest.slice(0, kept)]
    const room = width - fixed.reduce((sum, text) => sum + text.length + 2, 0)
    if (room < LEAST && kept > 0) continue
    const middle = room >= LEAST ? [flexible.draw(Math.min(room, flexible.most))] : []
    return [first, ...middle, ...rest.slice(0, kept)].join('  ').slice(0, width)
  }
  return first.slice(0, width)
}

/** Rows in aligned columns; columns named in `right` are aligned to their ends. */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) => {
    return Math.max(...rows.map((row) => (row[column] ?? '').length))
  })
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      return right.includes(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i])
    })
    return cells.join('  ').trimEnd()
  })
}
