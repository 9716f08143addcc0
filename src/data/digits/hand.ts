/**
 * The hand: a drawing of a digit as one person writes it once, in pixels. It decides where the
 * pen goes and how wide it is there, and leaves the ink to the pen.
 */

import type { RandomStream } from '../../engine/random.ts'
import { curveThrough, type Point } from './curve.ts'
import { habits } from './drawings.ts'
import type { Drawing, Habit } from './habit.ts'
import type { Tip } from './pen.ts'

/** The box that a digit fills at most, in an image 28 pixels wide: MNIST's. */
const BOX = 20
const IMAGE = 28

/** Distance between the tips along a stroke, in pixels of such an image. */
const STEP = 1.4

/** Uniform in [-1, 1). */
function swing(random: RandomStream): number {
  return random.nextFloat() * 2 - 1
}

/** Bell-shaped with standard deviation 1, never beyond 3: no outlier spoils a digit. */
function bell(random: RandomStream): number {
  return (random.nextFloat() + random.nextFloat() + random.nextFloat()) * 2 - 3
}

function chooseHabit(digit: number, random: RandomStream): Habit {
  const choices = habits[digit]
  let ticket = random.nextFloat() * choices.reduce((sum, habit) => sum + habit.weight, 0)
  for (const habit of choices) {
    ticket -= habit.weight
    if (ticket < 0) return habit
  }
  return choices[0] // only where rounding lets the ticket end at 0
}

/** Applies `move` to every point of a drawing. */
function mapPoints(drawing: Drawing, move: (p: Point, stroke: number) => Point): Drawing {
  return drawing.map((stroke, s) => stroke.map((run) => run.map((p) => move(p, s))))
}

/** A mixture of two drawings of one habit, a little beyond either at most. */
function mixture({ drawings }: Habit, random: RandomStream): Drawing {
  const a = drawings[random.nextInt(drawings.length)]
  const b = drawings[random.nextInt(drawings.length)]
  const share = random.nextFloat() * 1.2 - 0.1
  return a.map((stroke, s) =>
    stroke.map((run, r) =>
      run.map(([x, y], i) => {
        const other = b[s][r][i]
        return [x + (other[0] - x) * share, y + (other[1] - y) * share] as const
      }),
    ),
  )
}

/**
 * Shakes each point on its own, closely set ones less, or round shapes would get corners; a corner
 * that two runs share stays one point.
 */
function shaken(drawing: Drawing, random: RandomStream): Drawing {
  return drawing.map((stroke) => {
    let corner: Point | undefined
    return stroke.map((run) => {
      const reach = run.length > 8 ? 2.3 : 3.6
      const moved = run.map((p, i): Point => {
        if (i === 0 && corner) return corner
        return [p[0] + reach * swing(random), p[1] + reach * swing(random)]
      })
      corner = moved[moved.length - 1]
      return moved
    })
  })
}

/**
 * Bends the plane by a random quadratic map, then leans, turns and stretches it: the habits of a
 * person rather than of a point. `boldness` is the pen's, in standard deviations.
 */
function bent(drawing: Drawing, boldness: number, random: RandomStream): Drawing {
  const bends = Array.from({ length: 6 }, () => 0.07 * bell(random))
  const slant = 0.2 + 0.21 * bell(random)
  const turn = 0.05 * bell(random)
  // a broad pen needs room; who leans far writes narrowly
  const width = (1.2 + 0.06 * boldness + 0.15 * bell(random)) / (1 + 0.6 * slant * slant)
  const drift = drawing.map(() => [1.8 * swing(random), 1.8 * swing(random)] as const)
  // cos and sin of a small angle, from its half tangent
  const [cos, sin] = [(1 - turn * turn) / (1 + turn * turn), (2 * turn) / (1 + turn * turn)]
  return mapPoints(drawing, ([px, py], s) => {
    const u = (px + drift[s][0] - 32) / 50
    const v = (py + drift[s][1] - 50) / 50
    const x = u + bends[0] * u * u + bends[1] * u * v + bends[2] * v * v
    const y = v + bends[3] * u * u + bends[4] * u * v + bends[5] * v * v
    const wide = x * width - slant * y
    return [wide * cos - y * sin, wide * sin + y * cos]
  })
}

/** Scales a drawing so that the larger side of what it covers is `extent`. */
function fitted(drawing: Drawing, extent: number): Drawing {
  const points = drawing.flat(2)
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const scale = extent / Math.max(Math.max(...xs) - left, Math.max(...ys) - top)
  return mapPoints(drawing, ([x, y]) => [(x - left) * scale, (y - top) * scale])
}

function heightOf(drawing: Drawing): number {
  const ys = drawing.flat(2).map((p) => p[1])
  return Math.max(...ys) - Math.min(...ys)
}

/** Smooth noise along a line: random heights at knots `spacing` tips apart, eased between. */
function wobble(count: number, spacing: number, random: RandomStream): number[] {
  const out: number[] = []
  let from = swing(random)
  let to = swing(random)
  for (let i = 0; i < count; i++) {
    const t = (i % spacing) / spacing
    if (i > 0 && t === 0) [from, to] = [to, swing(random)]
    out.push(from + (to - from) * t * t * (3 - 2 * t))
  }
  return out
}

/** How strongly a pen presses near an end of its stroke, `distance` tips away from it. */
function pressNear(distance: number, lightness: number): number {
  return distance >= 3 ? 1 : 1 - lightness * (1 - distance / 3)
}

/** The pen's way along one stroke: smooth, slightly unsteady, pressing more here than there. */
function way(stroke: Drawing[number], radius: number, unit: number, random: RandomStream): Tip[] {
  const line = stroke.flatMap((run, r) => curveThrough(run, unit * STEP).slice(r === 0 ? 0 : 1))
  const unsteadiness = unit * 0.25 * random.nextFloat()
  const [dx, dy] = [wobble(line.length, 4, random), wobble(line.length, 4, random)]
  const press = wobble(line.length, 6, random)
  const [early, late] = [0.3 * random.nextFloat(), 0.45 * random.nextFloat()]
  const last = line.length - 1
  return line.map(([x, y], i) => ({
    x: x + dx[i] * unsteadiness,
    y: y + dy[i] * unsteadiness,
    r: radius * (1 + 0.14 * press[i]) * pressNear(i, early) * pressNear(last - i, late),
  }))
}

/** How far to move tips along an axis so that their ink balances at `middle`, inside 1..2m-1. */
function shiftToBalance(tips: readonly Tip[], axis: 'x' | 'y', middle: number): number {
  let [ink, moment, low, high] = [0, 0, Infinity, -Infinity]
  for (const tip of tips) {
    ink += tip.r
    moment += tip.r * tip[axis]
    low = Math.min(low, tip[axis] - tip.r)
    high = Math.max(high, tip[axis] + tip.r)
  }
  return Math.min(Math.max(middle - moment / ink, 1 - low), 2 * middle - 1 - high)
}

/**
 * One writing of `digit` (0..9) in an image `size` pixels wide and high, stroke by stroke, its
 * ink balanced in the middle as MNIST's is. Everything about it is drawn from `random`.
 */
export function write(digit: number, size: number, random: RandomStream): Tip[][] {
  const unit = size / IMAGE
  const boldness = bell(random)
  const broadest = unit * Math.max(1.35 + 0.32 * boldness, 0.78)
  const extent = unit * BOX * (1 - 0.2 * random.nextFloat() * random.nextFloat())
  const drawing = mixture(chooseHabit(digit, random), random)
  const placed = fitted(bent(shaken(drawing, random), boldness, random), extent - 2 * broadest)
  // no pen so broad that a flat digit fills with ink
  const radius = Math.min(broadest, 0.12 * heightOf(placed))
  const strokes = placed.map((stroke) => way(stroke, radius, unit, random))
  const dx = shiftToBalance(strokes.flat(), 'x', size / 2)
  const dy = shiftToBalance(strokes.flat(), 'y', size / 2)
  return strokes.map((tips) => tips.map(({ x, y, r }) => ({ x: x + dx, y: y + dy, r })))
}
