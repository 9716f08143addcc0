/** Schedules whose betas run between two given ones: evenly, along a square, along a sigmoid. */

import { UserError } from '../../base/errors.ts'
import type { BetaRange, BetaRangeConfig, BetaRangeName } from './config.ts'
import { checkTimesteps, MAX_BETA, type Schedule, scheduleOf } from './schedule.ts'

/** By default T = 1000, and betas from 1e-4 to 0.02, both in (0, 1). */
export type BetaRangeOptions = Partial<BetaRange>

/** The beta at t = 0 .. T - 1. */
type Curve = (range: BetaRange) => (t: number) => number

/** `count` numbers evenly spaced from one to another: the i-th. */
function evenly(from: number, to: number, count: number): (i: number) => number {
  const slope = count > 1 ? (to - from) / (count - 1) : 0
  return (i) => from + slope * i
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

const curves: { readonly [Name in BetaRangeName]: Curve } = {
  linear: ({ timesteps, betaStart, betaEnd }) => evenly(betaStart, betaEnd, timesteps),
  'linear-1000': ({ timesteps, betaStart, betaEnd }) => {
    const beta = evenly((betaStart * 1000) / timesteps, (betaEnd * 1000) / timesteps, timesteps)
    return (t) => Math.min(beta(t), MAX_BETA)
  },
  'scaled-linear': ({ timesteps, betaStart, betaEnd }) => {
    const root = evenly(Math.sqrt(betaStart), Math.sqrt(betaEnd), timesteps)
    return (t) => root(t) ** 2
  },
  'sigmoid-beta': ({ timesteps, betaStart, betaEnd }) => {
    const place = evenly(-6, 6, timesteps)
    return (t) => betaStart + (betaEnd - betaStart) * sigmoid(place(t))
  },
}

function checkRange({ timesteps, betaStart, betaEnd }: BetaRange): void {
  checkTimesteps(timesteps)
  for (const [name, beta] of Object.entries({ betaStart, betaEnd })) {
    if (!(beta > 0 && beta < 1)) throw new UserError(`${name} is ${beta}: use a number in (0, 1)`)
  }
}

function betaRangeSchedule(config: BetaRangeConfig): Schedule {
  checkRange(config)
  const betaAt = curves[config.name](config)
  const betas = Float64Array.from({ length: config.timesteps }, (_, t) => betaAt(t))
  return scheduleOf(config, betas)
}

const named =
  (name: BetaRangeName) =>
  ({ timesteps = 1000, betaStart = 1e-4, betaEnd = 0.02 }: BetaRangeOptions = {}): Schedule =>
    betaRangeSchedule({ name, timesteps, betaStart, betaEnd })

/**
 * Betas evenly spaced from betaStart to betaEnd (Ho et al. 2020, section 4), in double precision.
 * @throws {UserError} where T is not a whole number from 1 to 100,000 or a beta not in (0, 1).
 */
export const linearSchedule = named('linear')

/**
 * The same with betas times 1000 / T, so that any T ends in about the same noise
 * (improved-diffusion and lucidrains' `linear`). Where betas would reach 1, with the default range
 * up to T = 20, they are 0.999. @throws {UserError} as above.
 */
export const linear1000Schedule = named('linear-1000')

/** Square roots of betas evenly spaced (diffusers' `scaled_linear`). @throws {UserError} as above. */
export const scaledLinearSchedule = named('scaled-linear')

/**
 * Betas along a sigmoid from -6 to 6 (GeoDiff's, and diffusers' `sigmoid`). Not `sigmoidSchedule`,
 * where alpha_bar follows the sigmoid. @throws {UserError} as above.
 */
export const sigmoidBetaSchedule = named('sigmoid-beta')
