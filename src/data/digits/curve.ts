/** Smooth curves through points. Only + - * / and sqrt: the same bits on every machine. */

export type Point = readonly [x: number, y: number]

function knotSpacing(a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  return Math.max(Math.sqrt(Math.sqrt(dx * dx + dy * dy)), 1e-3)
}

/** The point beyond `a` as seen from `b`: what an end without a neighbour uses for one. */
function beyond(a: Point, b: Point): Point {
  return [2 * a[0] - b[0], 2 * a[1] - b[1]]
}

/** Hermite tangent at `b`, over the span `bc`, from the non-uniform Catmull-Rom formula. */
function tangent(
  a: number,
  b: number,
  c: number,
  before: number,
  after: number,
  span: number,
): number {
  return span * ((b - a) / before - (c - a) / (before + after) + (c - b) / after)
}

/** Appends points on the span b..c of the curve through a, b, c, d; b itself is left out. */
function appendSpan(out: Point[], a: Point, b: Point, c: Point, d: Point, step: number): void {
  const before = knotSpacing(a, b)
  const span = knotSpacing(b, c)
  const after = knotSpacing(c, d)
  const count = Math.max(1, Math.ceil((span * span) / step))
  const [startX, endX, startY, endY] = [
    tangent(a[0], b[0], c[0], before, span, span),
    tangent(b[0], c[0], d[0], span, after, span),
    tangent(a[1], b[1], c[1], before, span, span),
    tangent(b[1], c[1], d[1], span, after, span),
  ]
  for (let i = 1; i <= count; i++) {
    const t = i / count
    out.push([hermite(b[0], c[0], startX, endX, t), hermite(b[1], c[1], startY, endY, t)])
  }
}

function hermite(from: number, to: number, start: number, end: number, t: number): number {
  const bend = (2 * t - 3) * t * t
  return from * (1 + bend) - to * bend + start * t * (t - 1) * (t - 1) + end * t * t * (t - 1)
}

/**
 * Points about `step` apart on the centripetal Catmull-Rom curve through `points` (at least two),
 * which has neither cusps nor loops of its own (Yuksel et al. 2011).
 */
export function curveThrough(points: readonly Point[], step: number): Point[] {
  const last = points.length - 1
  const out: Point[] = [points[0]]
  for (let i = 0; i < last; i++) {
    const a = i > 0 ? points[i - 1] : beyond(points[0], points[1])
    const d = i + 2 <= last ? points[i + 2] : beyond(points[last], points[last - 1])
    appendSpan(out, a, points[i], points[i + 1], d, step)
  }
  return out
}
