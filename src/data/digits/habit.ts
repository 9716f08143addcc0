/**
 * The notation of the hand-drawn skeletons: strokes written as text.
 *
 * A stroke is the points the pen passes, on a grid about 60 wide and 100 high, y downwards.
 * Between points the pen moves smoothly; at a point followed by `/` it turns sharply.
 */

import type { Point } from './curve.ts'

/** The smooth runs of one stroke; each begins where the one before it ended. */
export type Stroke = readonly (readonly Point[])[]
export type Drawing = readonly Stroke[]

/** One way of drawing a digit. */
export interface Habit {
  /** How common it is beside the other habits of the digit. */
  readonly weight: number
  /** At least one; all of the same structure. */
  readonly drawings: readonly Drawing[]
}

function point(text: string): Point {
  const [x, y] = text.split(',').map(Number)
  return [x, y]
}

function stroke(text: string): Stroke {
  const runs = text.split('/').map((run) => run.trim().split(/\s+/).map(point))
  return runs.map((run, i) => (i === 0 ? run : [runs[i - 1][runs[i - 1].length - 1], ...run]))
}

/** A habit from its drawings, each a list of strokes as text. */
export function habit(weight: number, ...drawings: string[][]): Habit {
  return { weight, drawings: drawings.map((strokes) => strokes.map(stroke)) }
}
