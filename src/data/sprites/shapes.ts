/**
 * Shapes as tests of a point. Sprites are designed on a square from -12 to 12, y downwards, whatever
 * their pixels; its middle is 0, so that what is symmetric stays so to the pixel. Only + - * / and sqrt:
 * the same bits on every machine.
 */

export type Point = readonly [x: number, y: number]

export interface Shape {
  /** Left, top, right and bottom of a box around it. */
  readonly bounds: readonly [number, number, number, number]
  /** Whether a point is inside. */
  has(x: number, y: number): boolean
}

/** Half the side of the square on which sprites are designed. */
export const HALF = 12

/** A shape that covers nothing. */
export const nothing: Shape = { bounds: [0, 0, 0, 0], has: () => false }

export const ellipse = (cx: number, cy: number, rx: number, ry = rx): Shape => ({
  bounds: [cx - rx, cy - ry, cx + rx, cy + ry],
  has: (x, y) => {
    const dx = (x - cx) / rx
    const dy = (y - cy) / ry
    return dx * dx + dy * dy < 1
  },
})

export const box = (left: number, top: number, right: number, bottom: number): Shape => ({
  bounds: [left, top, right, bottom],
  has: (x, y) => x > left && x < right && y > top && y < bottom,
})

/** Between two heights, as far to both sides of the middle as `halfWidth` says of 0 (top) to 1 (bottom). */
export const column = ([top, bottom]: Point, halfWidth: (share: number) => number): Shape => ({
  bounds: [-HALF, top, HALF, bottom],
  has: (x, y) => y > top && y < bottom && Math.abs(x) < halfWidth((y - top) / (bottom - top)),
})

/** A box around points. */
function boxAround(points: readonly Point[]): Shape['bounds'] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Of corners in their order, convex or not. */
export const polygon = (corners: readonly Point[]): Shape => ({
  bounds: boxAround(corners),
  has: (x, y) => {
    let isInside = false
    for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
      const a = corners[i]
      const b = corners[j]
      if (a[1] > y === b[1] > y) continue
      if (x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) isInside = !isInside
    }
    return isInside
  },
})

/** What a round tip covers from `a` to `b`, whose radius goes from `from` to `to`. */
export function stroke([ax, ay]: Point, [bx, by]: Point, from: number, to = from): Shape {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const reach = Math.max(from, to)
  return {
    bounds: [
      Math.min(ax, bx) - reach,
      Math.min(ay, by) - reach,
      Math.max(ax, bx) + reach,
      Math.max(ay, by) + reach,
    ],
    has: (x, y) => {
      const t = Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / square, 0), 1)
      const ex = x - ax - t * dx
      const ey = y - ay - t * dy
      const radius = from + (to - from) * t
      return ex * ex + ey * ey < radius * radius
    },
  }
}

export const union = (...shapes: readonly Shape[]): Shape => ({
  bounds: boxAround(
    shapes.flatMap(({ bounds: [left, top, right, bottom] }): Point[] => [
      [left, top],
      [right, bottom],
    ]),
  ),
  has: (x, y) => shapes.some((shape) => shape.has(x, y)),
})

/** Where two shapes overlap. */
export const both = (a: Shape, b: Shape): Shape => ({
  bounds: [
    Math.max(a.bounds[0], b.bounds[0]),
    Math.max(a.bounds[1], b.bounds[1]),
    Math.min(a.bounds[2], b.bounds[2]),
    Math.min(a.bounds[3], b.bounds[3]),
  ],
  has: (x, y) => a.has(x, y) && b.has(x, y),
})

export const without = (a: Shape, b: Shape): Shape => ({
  bounds: a.bounds,
  has: (x, y) => a.has(x, y) && !b.has(x, y),
})

/** The shape and its image in the axis x = 0. */
export function mirrored(shape: Shape): Shape {
  const [left, top, right, bottom] = shape.bounds
  const reach = Math.max(-left, right)
  return {
    bounds: [-reach, top, reach, bottom],
    has: (x, y) => shape.has(x, y) || shape.has(-x, y),
  }
}

/** The shape without so much at its sides. */
export const narrowed = (shape: Shape, by: number): Shape => ({
  bounds: shape.bounds,
  has: (x, y) => shape.has(x - by, y) && shape.has(x + by, y),
})

/** Moves points about the middle by the angle whose half has this tangent, clockwise. */
export function turned(points: readonly Point[], half: number): Point[] {
  const [cos, sin] = [(1 - half * half) / (1 + half * half), (2 * half) / (1 + half * half)]
  return points.map(([x, y]) => [x * cos - y * sin, y * cos + x * sin])
}

/** Clockwise from the top: those on the right are mirrored to the left. */
function circle(right: readonly Point[], bottom: readonly Point[] = []): readonly Point[] {
  const left = right.map(([x, y]): Point => [-x, y]).reverse()
  return [[0, -1], ...right, ...bottom, ...left]
}

const down: readonly Point[] = [[0, 1]]
/** Sines as numbers: Math.sin may round otherwise on another machine. */
const directions = {
  4: circle([[1, 0]], down),
  5: circle([
    [0.951057, -0.309017],
    [0.587785, 0.809017],
  ]),
  6: circle(
    [
      [0.866025, -0.5],
      [0.866025, 0.5],
    ],
    down,
  ),
  8: circle(
    [
      [Math.SQRT1_2, -Math.SQRT1_2],
      [1, 0],
      [Math.SQRT1_2, Math.SQRT1_2],
    ],
    down,
  ),
} as const

/** Directions at equal angles, the first upwards. */
export const around = (count: keyof typeof directions): readonly Point[] => directions[count]
