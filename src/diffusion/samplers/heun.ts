/**
 * Heun's method on the sampling ODE (Karras et al. 2022, algorithm 1): Euler's step, then the mean
 * of both ends' slopes. Two evaluations of the network a step, one for the last and out of pure noise.
 */

import type { Schedule } from '../schedules.ts'
import { type Level, pointLevels, type SigmaOptions } from './levels.ts'
import { resolveOptions, samplerOf } from './options.ts'
import type { Sampler, SamplerRow } from './sampler.ts'

/**
 * Above it x is noise alone, as where cosine schedules begin (20,000): the correction would be the
 * difference of two guesses at the picture, magnified by half the ratio of the sigmas.
 */
const NOISE_ALONE = 1000

/** Euler's step; kept is x with half of the way gone along this end's slope, at the next level. */
function predicting({ t, sigma, signal, spread }: Level, next: Level): SamplerRow {
  const half = { x0: next.signal, eps: (next.signal * (sigma + next.sigma)) / 2 }
  return { t, signal, spread, x0: next.signal, eps: next.spread, history: [0], keep: [half] }
}

/** The other half, along the slope found at the next level. */
function correcting({ sigma }: Level, { t, sigma: to, signal, spread }: Level): SamplerRow {
  return { t, signal, spread, history: [1], eps: (signal * (to - sigma)) / 2, keep: [{}] }
}

/**
 * Of second order in sigma: x / signal goes from one level to the next along the mean of the slopes
 * eps at both. Of `steps` steps all but the last evaluate the network twice. Good from 20 steps.
 * @param options by default 25 steps, trailing, the schedule's own sigmas
 * @throws {UserError} where an option is out of range.
 */
export function heun(
  schedule: Schedule,
  { sigmas = 'schedule', ...others }: SigmaOptions = {},
): Sampler {
  const options = resolveOptions(schedule, others)
  const levels = pointLevels(schedule, { ...options, sigmas })
  const rows = levels.slice(0, -1).flatMap((level, i) => {
    const next = levels[i + 1]
    return next.sigma === 0 || level.sigma > NOISE_ALONE
      ? [predicting(level, next)]
      : [predicting(level, next), correcting(level, next)]
  })
  return samplerOf(schedule, { name: 'heun', rows }, options)
}
