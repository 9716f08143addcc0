/** The pen: ink where a round tip has passed, with a soft edge. It knows nothing of digits. */

/** Width of the edge between paper and full ink, in pixels. */
const EDGE = 1.2

/** What ink goes to: a square of `size` x `size` bytes from `offset` on, 0 paper to 255 ink. */
export interface Sheet {
  readonly bytes: Uint8Array
  readonly offset: number
  readonly size: number
  /** Bytes of a row of the image that the square is a part of; `size` where it is all of it. */
  readonly pitch?: number
}

/** The pen's tip on the paper: its centre and radius, in pixels. */
export interface Tip {
  readonly x: number
  readonly y: number
  readonly r: number
}

/** The pixels of one row or column that `reach` around the span a..b may touch: first and last. */
function touched(a: number, b: number, reach: number, size: number): readonly [number, number] {
  const first = Math.floor(Math.min(a, b) - reach)
  const last = Math.floor(Math.max(a, b) + reach)
  return [Math.max(first, 0), Math.min(last, size - 1)]
}

/** Inks the line from tip a to tip b; never lightens a pixel. */
function inkLine({ bytes, offset, size, pitch = size }: Sheet, a: Tip, b: Tip): void {
  const reach = Math.max(a.r, b.r) + EDGE / 2
  const [left, right] = touched(a.x, b.x, reach, size)
  const [top, bottom] = touched(a.y, b.y, reach, size)
  const dx = b.x - a.x
  const dy = b.y - a.y
  const perLength = 1 / Math.max(dx * dx + dy * dy, 1e-12)
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const at = offset + row * pitch + column
      if (bytes[at] === 255) continue
      const px = column + 0.5 - a.x
      const py = row + 0.5 - a.y
      // the nearest point of the line is the share t of the way along it
      const t = Math.min(Math.max((px * dx + py * dy) * perLength, 0), 1)
      const ex = px - t * dx
      const ey = py - t * dy
      const square = ex * ex + ey * ey
      if (square >= reach * reach) continue
      const depth = a.r + (b.r - a.r) * t - Math.sqrt(square)
      const ink = 255 * Math.min(Math.max(0.5 + depth / EDGE, 0), 1) + 0.5
      if (ink >= bytes[at] + 1) bytes[at] = ink
    }
  }
}

/**
 * Inks one stroke, the path of the pen's tip; pixel (row, column) covers
 * [column, column + 1) x [row, row + 1).
 */
export function inkStroke(sheet: Sheet, way: readonly Tip[]): void {
  for (let i = 1; i < way.length; i++) inkLine(sheet, way[i - 1], way[i])
}
