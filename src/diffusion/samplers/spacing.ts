/** Which timesteps a run visits: diffusers' spacings, in whole numbers. */

import { diffusionError } from '../errors.ts'
import type { Schedule } from '../schedules.ts'
import type { RunOptions, Spacing } from './options.ts'
import type { NoiseLevel } from './sampler.ts'

type Chosen = Pick<RunOptions, 'steps' | 'spacing'> & Partial<Pick<RunOptions, 'stepsOffset'>>

/** Halves to the even neighbour, as numpy and PyTorch round. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** `count` numbers made from 0, 1, ..., the last first. */
function descending(count: number, valueAt: (i: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => valueAt(count - 1 - i))
}

/**
 * From 0 to T - 1; a single one is T - 1, where numpy's linspace has 0, since sampling starts there.
 * Not rounded.
 */
function linspace(timesteps: number, count: number): number[] {
  return descending(count, (i) => (count > 1 ? (i * (timesteps - 1)) / (count - 1) : timesteps - 1))
}

/** Counted in whole numbers: diffusers adds up floats, and has a step too many at times. */
function trailing(timesteps: number, steps: number): number[] {
  return descending(steps, (i) => roundHalfEven(((i + 1) * timesteps) / steps) - 1)
}

/**
 * Moved up by an offset.
 * @throws {DdpmError} `sampler.offset-out-of-range` where that leads past the last
 */
function moved(visited: number[], timesteps: number, stepsOffset: number): number[] {
  const most = timesteps - 1 - visited[0]
  if (stepsOffset > most) throw diffusionError('sampler.offset-out-of-range', { stepsOffset, most })
  return visited.map((t) => t + stepsOffset)
}

const points: { readonly [S in Spacing]: (timesteps: number, steps: number) => number[] } = {
  leading: (timesteps, steps) => descending(steps, (i) => i * Math.floor(timesteps / steps)),
  linspace,
  trailing,
}

/**
 * Timesteps of solvers that go from point to point, latest first, 0 among them where the spacing
 * says so. `linspace` is not rounded: solvers that follow sigmas take them between timesteps.
 */
export function pointTimesteps(
  timesteps: number,
  { steps, spacing, stepsOffset = 0 }: Chosen,
): number[] {
  const visited = points[spacing](timesteps, steps)
  return spacing === 'leading' ? moved(visited, timesteps, stepsOffset) : visited
}

/** The same, whole. */
export function wholeTimesteps(timesteps: number, chosen: Chosen): number[] {
  return pointTimesteps(timesteps, chosen).map(roundHalfEven)
}

/**
 * Timesteps of solvers that integrate over the intervals between steps + 1 points, of which the
 * last, the image, is not visited (DPM-Solver++, DEIS, UniPC). All timesteps where steps = T.
 */
export function intervalTimesteps(
  timesteps: number,
  { steps, spacing, stepsOffset = 0 }: Chosen,
): number[] {
  if (spacing === 'trailing' || steps === timesteps) return trailing(timesteps, steps)
  if (spacing === 'linspace') {
    return linspace(timesteps, steps + 1)
      .map(roundHalfEven)
      .slice(0, -1)
  }
  const visited = descending(steps, (i) => (i + 1) * Math.floor(timesteps / (steps + 1)))
  return moved(visited, timesteps, stepsOffset)
}

/** The noise level of a whole timestep. */
export function levelAt(schedule: Schedule, t: number): NoiseLevel & { readonly t: number } {
  return { t, alpha: schedule.sqrtAlphaBars[t], sigma: schedule.sqrtOneMinusAlphaBars[t] }
}
