/**
 * Heun's method on the sampling ODE: Euler's step, then the mean of both ends' slopes. Two evaluations
 * of the network a step, one for the last and out of pure noise.
 */

import { defineSampler } from './definition.ts'
import { type Level, pointLevels, sigmasOption } from './levels.ts'
import type { SamplerRow } from './sampler.ts'

/**
 * Above it x is noise alone, as where cosine schedules begin (20,000): the correction would be the
 * difference of two guesses at the image, magnified by half the ratio of the sigmas.
 */
const NOISE_ALONE = 1000

/** Euler's step; kept is x with half of the step taken along this end's slope, at the next level. */
function predicting({ t, rho, alpha, sigma }: Level, next: Level): SamplerRow {
  const half = { x0: next.alpha, eps: (next.alpha * (rho + next.rho)) / 2 }
  return { t, alpha, sigma, x0: next.alpha, eps: next.sigma, history: [0], keep: [half] }
}

/** The other half, along the slope found at the next level. */
function correcting({ rho }: Level, { t, rho: to, alpha, sigma }: Level): SamplerRow {
  return { t, alpha, sigma, history: [1], eps: (alpha * (to - rho)) / 2, keep: [{}] }
}

/** x / alpha goes from one level to the next along the mean of the slopes eps at both. */
export const heun = defineSampler({
  name: 'heun',
  help: 'second order, two network evaluations a step; good from 20 steps',
  source: 'Karras et al. 2022, algorithm 1',
  ...{ stochastic: false, multistep: true, order: 2, evaluations: 2, steps: 20 },
  options: { sigmas: sigmasOption },
  build: (schedule, options) => {
    const levels = pointLevels(schedule, options)
    const rows = levels.slice(0, -1).flatMap((level, i) => {
      const next = levels[i + 1]
      return next.rho === 0 || level.rho > NOISE_ALONE
        ? [predicting(level, next)]
        : [predicting(level, next), correcting(level, next)]
    })
    return { rows }
  },
})
