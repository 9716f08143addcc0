/** Euler's method that goes too far down and adds noise up to the next level. */

import { defineSampler } from './definition.ts'
import { pointLevels, sigmasOption } from './levels.ts'

/**
 * x / alpha <- x0 + down eps + up z, with down^2 + up^2 = rho_next^2 and up^2 = rho_next^2 (rho^2 -
 * rho_next^2) / rho^2, where rho = sigma / alpha.
 */
export const eulerAncestral = defineSampler({
  name: 'euler-ancestral',
  help: 'Euler with fresh noise; more varied, good from 50 steps',
  source: "k-diffusion; diffusers' EulerAncestralDiscreteScheduler",
  ...{ stochastic: true, multistep: false, order: 1, evaluations: 1, steps: 50 },
  options: { sigmas: sigmasOption },
  build: (schedule, options) => {
    const levels = pointLevels(schedule, options)
    const rows = levels.slice(0, -1).map(({ t, rho, alpha, sigma }, i) => {
      const next = levels[i + 1]
      const up = next.rho * Math.sqrt(1 - (next.rho / rho) ** 2)
      const down = next.rho ** 2 / rho
      return { t, alpha, sigma, x0: next.alpha, eps: next.alpha * down, noise: next.alpha * up }
    })
    return { rows }
  },
})
