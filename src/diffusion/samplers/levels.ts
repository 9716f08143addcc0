/** Noise levels by sigma = spread / signal, which solvers of the sampling ODE go down. */

import type { Schedule } from '../schedules.ts'
import { checkChoice, type SamplerOptions } from './options.ts'
import { intervalTimesteps, pointTimesteps, roundHalfEven } from './spacing.ts'

/** The schedule's own sigmas at the timesteps visited, or a ramp between its ends. */
export const sigmaRamps = ['schedule', 'karras', 'exponential'] as const
export type SigmaRamp = (typeof sigmaRamps)[number]

export interface SigmaOptions extends SamplerOptions {
  /** Default `schedule`. The others choose the timesteps, too: `spacing` then matters little. */
  readonly sigmas?: SigmaRamp
}

export const finalSigmas = ['zero', 'min'] as const
export type FinalSigma = (typeof finalSigmas)[number]

export interface IntervalOptions extends SigmaOptions {
  /** Where the last step ends: at the picture, or at the noise level of t = 0. Default `zero`. */
  readonly finalSigma?: FinalSigma
}

/** A place on the way from noise to picture. */
export interface Level {
  /** The timestep that has it, possibly between two. */
  readonly t: number
  readonly sigma: number
  readonly signal: number
  readonly spread: number
  /** log(signal / spread) */
  readonly lambda: number
}

/** What diffusers takes for an alpha_bar of 0, so that the first sigma is finite. */
const ALMOST_NOTHING = 2 ** -24

function levelOf(t: number, sigma: number): Level {
  const signal = 1 / Math.sqrt(sigma ** 2 + 1)
  return { t, sigma, signal, spread: sigma * signal, lambda: -Math.log(sigma) }
}

/** The picture. */
const picture: Level = { t: -1, sigma: 0, signal: 1, spread: 0, lambda: Number.POSITIVE_INFINITY }

function scheduleSigmas({ alphaBars }: Schedule): Float64Array {
  return alphaBars.map((alphaBar) => {
    const left = alphaBar || ALMOST_NOTHING
    return Math.sqrt((1 - left) / left)
  })
}

/** Between two of the numbers where i is no whole number. */
function interpolate(numbers: Float64Array, i: number): number {
  const low = Math.floor(i)
  const part = i - low
  return part > 0 ? numbers[low] * (1 - part) + numbers[low + 1] * part : numbers[low]
}

/** The timestep, possibly between two, at which log sigma passes a sigma's (k-diffusion). */
function timestepOf(sigmas: Float64Array, sigma: number): number {
  const above = sigmas.findIndex((candidate) => candidate > sigma)
  if (above < 0) return sigmas.length - 1
  if (above === 0) return 0
  const [low, high] = [Math.log(sigmas[above - 1]), Math.log(sigmas[above])]
  return above - 1 + (Math.log(sigma) - low) / (high - low)
}

type Ramp = (from: number, to: number) => (part: number) => number

const ramps: { readonly [R in Exclude<SigmaRamp, 'schedule'>]: Ramp } = {
  /** Karras et al. 2022, eq. 5, with rho = 7. */
  karras: (from, to) => (part) => (from ** (1 / 7) + part * (to ** (1 / 7) - from ** (1 / 7))) ** 7,
  exponential: (from, to) => (part) =>
    Math.exp(Math.log(from) + part * (Math.log(to) - Math.log(from))),
}

/** Levels at some timesteps, or as many on a ramp from the first sigma to the last. */
function levelsAt(
  sigmas: Float64Array,
  visited: readonly number[],
  ramp: SigmaRamp,
  [from, to]: readonly [number, number],
): Level[] {
  checkChoice('sigmas', ramp, sigmaRamps)
  if (ramp === 'schedule') return visited.map((t) => levelOf(t, interpolate(sigmas, t)))
  const sigmaAt = ramps[ramp](from, to)
  return visited.map((_, i) => {
    const sigma = sigmaAt(i / Math.max(1, visited.length - 1))
    return levelOf(timestepOf(sigmas, sigma), sigma)
  })
}

type Chosen = Required<Pick<SigmaOptions, 'steps' | 'spacing' | 'start'>> & {
  readonly sigmas: SigmaRamp
}

/** The levels of a run from point to point (Euler, Heun), the picture last. */
export function pointLevels(
  schedule: Schedule,
  { sigmas: ramp, start, ...chosen }: Chosen,
): Level[] {
  const sigmas = scheduleSigmas(schedule)
  const visited = pointTimesteps(schedule.timesteps, chosen)
  const ends = [visited[0], visited[visited.length - 1]].map((t) => interpolate(sigmas, t))
  const levels = levelsAt(sigmas, visited, ramp, [ends[0], ends[1]])
  return [...levels.slice(start), picture]
}

/**
 * The levels of a run over intervals (DPM-Solver++, UniPC) at whole timesteps, and the last one's
 * end. A ramp goes over all of the schedule.
 */
export function intervalLevels(
  schedule: Schedule,
  {
    sigmas: ramp,
    start,
    finalSigma,
    ...chosen
  }: Chosen & Required<Pick<IntervalOptions, 'finalSigma'>>,
): Level[] {
  checkChoice('finalSigma', finalSigma, finalSigmas)
  const sigmas = scheduleSigmas(schedule)
  const visited = intervalTimesteps(schedule.timesteps, chosen)
  const ends = [sigmas[sigmas.length - 1], sigmas[0]] as const
  const levels = levelsAt(sigmas, visited, ramp, ends).slice(start)
  const end = finalSigma === 'zero' ? picture : levelOf(0, sigmas[0])
  return [...levels.map((level) => ({ ...level, t: roundHalfEven(level.t) })), end]
}
