/** A noise schedule: how much of the picture is left at each timestep. Numbers only. */

import { UserError } from '../../base/errors.ts'
import type { ScheduleConfig } from './config.ts'

/** The notebook's DDPMScheduler. Every array has one entry per timestep t = 0 .. T - 1. */
export interface Schedule {
  readonly name: ScheduleConfig['name']
  readonly timesteps: number
  /** What `buildSchedule` makes it from again. */
  readonly config: ScheduleConfig
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

/** Of T: 25 times the 4000 of Nichol and Dhariwal 2021. */
const MOST_TIMESTEPS = 100_000

/** @throws {UserError} where T is not a whole number from 1 to 100,000. */
export function checkTimesteps(timesteps: number): void {
  if (!Number.isInteger(timesteps) || timesteps < 1 || timesteps > MOST_TIMESTEPS) {
    throw new UserError(`timesteps is ${timesteps}: use a whole number from 1 to ${MOST_TIMESTEPS}`)
  }
}

/** The schedule of some betas, in double precision; `config` says where they come from. */
export function scheduleOf(config: ScheduleConfig, betas: Float64Array): Schedule {
  const alphas = betas.map((beta) => 1 - beta)
  let product = 1
  const alphaBars = alphas.map((alpha) => {
    product *= alpha
    return product
  })
  return {
    name: config.name,
    timesteps: betas.length,
    config,
    betas,
    alphas,
    alphaBars,
    sqrtAlphaBars: alphaBars.map(Math.sqrt),
    sqrtOneMinusAlphaBars: alphaBars.map((alphaBar) => Math.sqrt(1 - alphaBar)),
    sqrtAlphas: alphas.map(Math.sqrt),
    sqrtRecipAlphas: alphas.map((alpha) => Math.sqrt(1 / alpha)),
  }
}

/** Most of what an alpha may lose in one step where a formula would take all of it. */
export const MAX_BETA = 0.999

/** `T = 1000, s = 0.008` */
const showOptions = ({ name: _, timesteps, ...options }: ScheduleConfig & { timesteps: number }) =>
  Object.entries({ T: timesteps, ...options })
    .map(([option, value]) => `${option} = ${value}`)
    .join(', ')

/**
 * The schedule whose alpha_bar follows a curve from 1 at u = 0 down to u = 1: beta_t is what
 * alpha_bar loses from t / T to (t + 1) / T, at most 0.999 (Nichol and Dhariwal 2021, eq. 17).
 * @throws {UserError} where T is out of range, or the curve does not fall at each timestep.
 */
export function scheduleAlong(
  config: ScheduleConfig & { readonly timesteps: number },
  alphaBarAt: (u: number) => number,
): Schedule {
  const { timesteps } = config
  checkTimesteps(timesteps)
  const betas = Float64Array.from({ length: timesteps }, (_, t) => {
    const left = alphaBarAt((t + 1) / timesteps) / alphaBarAt(t / timesteps)
    return Math.min(1 - left, MAX_BETA)
  })
  const wrong = betas.findIndex((beta) => !(beta > 0))
  if (wrong >= 0) {
    throw new UserError(
      `beta ${wrong} of the ${config.name} schedule is ${betas[wrong]} with ` +
        `${showOptions(config)}: use options with which alpha_bar falls at each timestep`,
    )
  }
  return scheduleOf(config, betas)
}

/**
 * x_t = sqrt(alpha_bar_t) x_0 + sqrt(1 - alpha_bar_t) noise (Ho et al. 2020, eq. 4), on the host.
 * @param x0 pictures of any shape, in [-1, 1]
 * @param t a timestep in 0 .. T - 1, of all of them
 * @param noise as long as x0, standard normal
 * @returns x_t, as long as x0; in double precision, rounded once
 * @throws {UserError} where t is no timestep of the schedule.
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
