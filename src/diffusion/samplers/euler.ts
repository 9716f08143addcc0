/** Euler's method on the sampling ODE: DDIM along sigmas, whose ramp may be chosen. */

import { defineSampler } from './definition.ts'
import { pointLevels, sigmasOption } from './levels.ts'

/** x / alpha <- x0 + rho_next eps, with rho = sigma / alpha. */
export const euler = defineSampler({
  name: 'euler',
  help: 'first order along sigmas; good from 50 steps',
  source: 'Karras et al. 2022, algorithm 1 without its correction',
  ...{ stochastic: false, multistep: false, order: 1, evaluations: 1, steps: 50 },
  options: { sigmas: sigmasOption },
  build: (schedule, options) => {
    const levels = pointLevels(schedule, options)
    const rows = levels.slice(0, -1).map(({ t, alpha, sigma }, i) => {
      const next = levels[i + 1]
      return { t, alpha, sigma, x0: next.alpha, eps: next.sigma }
    })
    return { rows }
  },
})
