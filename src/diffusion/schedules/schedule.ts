/** A noise schedule: how much of the image is left at each timestep. Numbers only. */

import { diffusionError } from '../errors.ts'
import type { ScheduleConfig } from './registry.ts'

/** The notebook's DDPMScheduler. Every array has one entry per timestep t = 0 .. T - 1. */
export interface Schedule {
  readonly name: ScheduleConfig['name']
  readonly timesteps: number
  /** What `scheduleFromConfig` builds it from again. */
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

/**
 * x_t = sqrt(alpha_bar_t) x_0 + sqrt(1 - alpha_bar_t) noise (Ho et al. 2020, eq. 4), on the host.
 * @param x0 images of any shape, in [-1, 1]
 * @param t a timestep in 0 .. T - 1, of all of them
 * @param noise as long as x0, standard normal
 * @returns x_t, as long as x0; in double precision, rounded once
 * @throws {DdpmError} `schedule.timestep-out-of-range`
 */
export function addNoise(
  schedule: Schedule,
  x0: Float32Array,
  t: number,
  noise: Float32Array,
): Float32Array {
  if (!Number.isInteger(t) || t < 0 || t >= schedule.timesteps) {
    throw diffusionError('schedule.timestep-out-of-range', { t, last: schedule.timesteps - 1 })
  }
  const alpha = schedule.sqrtAlphaBars[t]
  const sigma = schedule.sqrtOneMinusAlphaBars[t]
  return x0.map((value, i) => alpha * value + sigma * noise[i])
}
