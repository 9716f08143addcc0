/** DPM-Solver++(2M): an exponential integrator that remembers the last predicted image. */

import { choice, toggle } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { finalSigmaOption, intervalLevels, type Level, sigmasOption } from './levels.ts'
import { etaOption } from './options.ts'
import type { Combination } from './sampler.ts'

/** Below as many steps the last is taken carefully. */
const FEW_STEPS = 15

/** What x0 - (x0 before) over (lambda - lambda before) counts, beyond the first order; h from 0. */
const slopeWeights = {
  midpoint: (h: number) => -Math.expm1(-h) / 2,
  heun: (h: number) => (h === 0 ? 0 : Math.expm1(-h) / h + 1),
} as const

interface Manner {
  readonly solver: keyof typeof slopeWeights
  readonly eta: number
}

/**
 * x <- sigma_next / sigma e^-n x + alpha_next ((1 - e^-(h + n)) x0 + w D) + sigma_next
 * sqrt(1 - e^-2n) z, with h the step in lambda, n = eta h, w of h + n, and D = (x0 - x0 before) h /
 * (step before); w D is left out in first order.
 * @param before the level before this one where the step is of second order
 */
function stepOf(level: Level, next: Level, before: Level | undefined, { solver, eta }: Manner) {
  const h = next.lambda - level.lambda
  const noisy = eta && eta * h // h is infinite where the step ends at the image
  const first = -next.alpha * Math.expm1(-h - noisy)
  const ratio = before ? h / (level.lambda - before.lambda) : 0
  const second = before ? next.alpha * slopeWeights[solver](h + noisy) * ratio : 0
  const step: Combination = {
    x: (next.sigma / level.sigma) * Math.exp(-noisy),
    x0: first + second,
    history: [-second],
    noise: next.sigma * Math.sqrt(-Math.expm1(-2 * noisy)),
  }
  return step
}

/** With `eta` above 0 it is SDE-DPM-Solver++(2M) (section 3.4; between both as in k-diffusion). */
export const dpmSolver = defineSampler({
  name: 'dpm-solver++',
  help: 'second order; from 10 steps; eta 1 adds fresh noise at each: more varied',
  source: 'Lu et al. 2022b, algorithm 2 and section 3.4',
  ...{ stochastic: 'eta', multistep: true, order: 2, evaluations: 1, steps: 25 },
  options: {
    sigmas: sigmasOption,
    solver: choice(['midpoint', 'heun'], {
      default: 'midpoint',
      help: 'how the second order is taken',
    }),
    lowerOrderFinal: toggle({
      default: true,
      help: 'take the last of fewer than 15 steps with lower order',
    }),
    finalSigma: finalSigmaOption,
    eta: etaOption,
  },
  build: (schedule, { solver, eta, lowerOrderFinal, ...options }) => {
    const levels = intervalLevels(schedule, options)
    const { finalSigma, steps } = options
    const careful = finalSigma === 'zero' || (lowerOrderFinal && steps < FEW_STEPS)
    const rows = levels.slice(0, -1).map((level, i) => {
      const first = i === 0 || (careful && i === levels.length - 2)
      const { t, alpha, sigma } = level
      const before = first ? undefined : levels[i - 1]
      return {
        t,
        alpha,
        sigma,
        ...stepOf(level, levels[i + 1], before, { solver, eta }),
        keep: [{ x0: 1 }],
      }
    })
    return { rows }
  },
})
