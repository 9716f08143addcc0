/** Noise levels by rho = sigma / alpha, which solvers of the sampling ODE go down. */

import { choice } from '../../base/option-specs.ts'
import type { Schedule } from '../schedules.ts'
import type { RunOptions } from './options.ts'
import { intervalTimesteps, pointTimesteps, roundHalfEven } from './spacing.ts'

/** The schedule's own at the timesteps visited, or a ramp between its ends. */
const sigmaRamps = ['schedule', 'karras', 'exponential'] as const
type SigmaRamp = (typeof sigmaRamps)[number]

/** `sigmas` of samplers that go down along them. */
export const sigmasOption = choice(sigmaRamps, {
  default: 'schedule',
  help: "noise levels: the schedule's own at the timesteps visited, or a ramp between its ends, which chooses the timesteps, too",
})

const finalSigmas = ['zero', 'min'] as const

/** `finalSigma` of samplers over intervals. */
export const finalSigmaOption = choice(finalSigmas, {
  default: 'zero',
  help: 'where the last step ends: at the image, or at the noise level of t = 0 (min)',
})

/** A place between noise and image. */
export interface Level {
  /** The timestep that has it, possibly between two. */
  readonly t: number
  /** sigma / alpha: what diffusers and k-diffusion call its sigma */
  readonly rho: number
  readonly alpha: number
  readonly sigma: number
  /** log(alpha / sigma) */
  readonly lambda: number
}

/** What diffusers takes for an alpha_bar of 0, so that the first rho is finite. */
const ALMOST_NOTHING = 2 ** -24

function levelOf(t: number, rho: number): Level {
  const alpha = 1 / Math.sqrt(rho ** 2 + 1)
  return { t, rho, alpha, sigma: rho * alpha, lambda: -Math.log(rho) }
}

/** The image. */
const clean: Level = { t: -1, rho: 0, alpha: 1, sigma: 0, lambda: Number.POSITIVE_INFINITY }

function scheduleRhos({ alphaBars }: Schedule): Float64Array {
  return alphaBars.map((alphaBar) => {
    const left = alphaBar || ALMOST_NOTHING
    return Math.sqrt((1 - left) / left)
  })
}

/** Between two of the numbers where i is not a whole number. */
function interpolate(numbers: Float64Array, i: number): number {
  const low = Math.floor(i)
  const part = i - low
  return part > 0 ? numbers[low] * (1 - part) + numbers[low + 1] * part : numbers[low]
}

/** The timestep, possibly between two, at which log rho passes a given one's (k-diffusion). */
function timestepOf(rhos: Float64Array, rho: number): number {
  const above = rhos.findIndex((candidate) => candidate > rho)
  if (above < 0) return rhos.length - 1
  if (above === 0) return 0
  const [low, high] = [Math.log(rhos[above - 1]), Math.log(rhos[above])]
  return above - 1 + (Math.log(rho) - low) / (high - low)
}

type Ramp = (from: number, to: number) => (part: number) => number

const ramps: { readonly [R in Exclude<SigmaRamp, 'schedule'>]: Ramp } = {
  /** Karras et al. 2022, eq. 5, with rho = 7. */
  karras: (from, to) => (part) => (from ** (1 / 7) + part * (to ** (1 / 7) - from ** (1 / 7))) ** 7,
  exponential: (from, to) => (part) =>
    Math.exp(Math.log(from) + part * (Math.log(to) - Math.log(from))),
}

/** Levels at some timesteps, or as many on a ramp from the first rho to the last. */
function levelsAt(
  rhos: Float64Array,
  visited: readonly number[],
  ramp: SigmaRamp,
  [from, to]: readonly [number, number],
): Level[] {
  if (ramp === 'schedule') return visited.map((t) => levelOf(t, interpolate(rhos, t)))
  const rhoAt = ramps[ramp](from, to)
  return visited.map((_, i) => {
    const rho = rhoAt(i / Math.max(1, visited.length - 1))
    return levelOf(timestepOf(rhos, rho), rho)
  })
}

type Chosen = Pick<RunOptions, 'steps' | 'spacing' | 'start'> & { readonly sigmas: SigmaRamp }

/** The levels of a run from point to point (Euler, Heun), the image last. */
export function pointLevels(
  schedule: Schedule,
  { sigmas: ramp, start, ...chosen }: Chosen,
): Level[] {
  const rhos = scheduleRhos(schedule)
  const visited = pointTimesteps(schedule.timesteps, chosen)
  const ends = [visited[0], visited[visited.length - 1]].map((t) => interpolate(rhos, t))
  const levels = levelsAt(rhos, visited, ramp, [ends[0], ends[1]])
  return [...levels.slice(start), clean]
}

/**
 * The levels of a run over intervals (DPM-Solver++, DEIS, UniPC) at whole timesteps, and the last one's
 * end. A ramp goes over all of the schedule.
 */
export function intervalLevels(
  schedule: Schedule,
  {
    sigmas: ramp,
    start,
    finalSigma,
    ...chosen
  }: Chosen & { readonly finalSigma: (typeof finalSigmas)[number] },
): Level[] {
  const rhos = scheduleRhos(schedule)
  const visited = intervalTimesteps(schedule.timesteps, chosen)
  const ends = [rhos[rhos.length - 1], rhos[0]] as const
  const levels = levelsAt(rhos, visited, ramp, ends).slice(start)
  const end = finalSigma === 'zero' ? clean : levelOf(0, rhos[0])
  return [...levels.map((level) => ({ ...level, t: roundHalfEven(level.t) })), end]
}
