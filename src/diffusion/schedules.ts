/** Noise schedules: how much of the picture is left at each timestep. Numbers only. */

import { UserError } from '../engine/errors.ts'

/** The notebook's DDPMScheduler. Every array has one entry per timestep t = 0 .. T - 1. */
export interface Schedule {
  readonly name: string
  readonly timesteps: number
  readonly betaStart: number
  readonly betaEnd: number
  readonly betas: Float64Array
  /** 1 - beta */
  readonly alphas: Float64Array
  /** Products of alphas up to t (Ho et al. 2020, eq. 4). */
  readonly alphaBars: Float64Array
  readonly sqrtAlphaBars: Float64Array
  readonly sqrtOneMinusAlphaBars: Float64Array
  readonly sqrtAlphas: Float64Array
  readonly sqrtRecipAlphas: Float64Array
}

export interface LinearScheduleOptions {
  /** T, from 1. Default 1000. */
  readonly timesteps?: number
  /** Default 1e-4. */
  readonly betaStart?: number
  /** Default 0.02. */
  readonly betaEnd?: number
}

function check(timesteps: number, betaStart: number, betaEnd: number): void {
  if (!Number.isInteger(timesteps) || timesteps < 1) {
    throw new UserError(`timesteps is ${timesteps}: use a whole number of at least 1`)
  }
  for (const [name, beta] of Object.entries({ betaStart, betaEnd })) {
    if (!(beta > 0 && beta < 1)) throw new UserError(`${name} is ${beta}: use a number in (0, 1)`)
  }
}

/**
 * Betas evenly spaced from betaStart to betaEnd (Ho et al. 2020, section 4), in double precision.
 * @throws {UserError} where T is not a whole number of at least 1 or a beta not in (0, 1).
 */
export function linearSchedule({
  timesteps = 1000,
  betaStart = 1e-4,
  betaEnd = 0.02,
}: LinearScheduleOptions = {}): Schedule {
  check(timesteps, betaStart, betaEnd)
  const slope = timesteps > 1 ? (betaEnd - betaStart) / (timesteps - 1) : 0
  const betas = Float64Array.from({ length: timesteps }, (_, t) => betaStart + slope * t)
  const alphas = betas.map((beta) => 1 - beta)
  let product = 1
  const alphaBars = alphas.map((alpha) => {
    product *= alpha
    return product
  })
  return {
    name: 'linear',
    timesteps,
    betaStart,
    betaEnd,
    betas,
    alphas,
    alphaBars,
    sqrtAlphaBars: alphaBars.map(Math.sqrt),
    sqrtOneMinusAlphaBars: alphaBars.map((alphaBar) => Math.sqrt(1 - alphaBar)),
    sqrtAlphas: alphas.map(Math.sqrt),
    sqrtRecipAlphas: alphas.map((alpha) => Math.sqrt(1 / alpha)),
  }
}

/**
 * x_t = sqrt(alpha_bar_t) x_0 + sqrt(1 - alpha_bar_t) noise (Ho et al. 2020, eq. 4), on the host.
 * @param t a timestep in 0 .. T - 1
 */
export function addNoise(
  schedule: Schedule,
  x0: Float32Array,
  t: number,
  noise: Float32Array,
): Float32Array {
  if (!Number.isInteger(t) || t < 0 || t >= schedule.timesteps) {
    throw new UserError(`timestep is ${t}: use a whole number from 0 to ${schedule.timesteps - 1}`)
  }
  const signal = schedule.sqrtAlphaBars[t]
  const spread = schedule.sqrtOneMinusAlphaBars[t]
  return x0.map((value, i) => signal * value + spread * noise[i])
}
