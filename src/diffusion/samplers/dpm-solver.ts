/** DPM-Solver++(2M): an exponential integrator that remembers the last predicted picture. */

import type { Schedule } from '../schedules.ts'
import { type IntervalOptions, intervalLevels, type Level } from './levels.ts'
import { checkChoice, checkEta, resolveOptions, samplerOf } from './options.ts'
import type { Combination, Sampler } from './sampler.ts'

export interface DpmSolverOptions extends IntervalOptions {
  /** How the second order is taken. Default `midpoint`. */
  readonly solver?: 'midpoint' | 'heun'
  /**
   * Whether the last of fewer than 15 steps is of first order. Default true; where it ends at the
   * picture it is in any case.
   */
  readonly lowerOrderFinal?: boolean
  /**
   * How much fresh noise each step adds, 0 .. 1: 0, the default, follows the ODE, 1 the SDE
   * (SDE-DPM-Solver++, Lu et al. 2022b, section 3.4; between both as in k-diffusion).
   */
  readonly eta?: number
}

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
 * Lu et al. 2022b, algorithm 2: x <- spread_next / spread e^-n x + signal_next ((1 - e^-(h + n)) x0 +
 * w D) + spread_next sqrt(1 - e^-2n) z, with h the step in lambda, n = eta h, w of h + n, and D =
 * (x0 - x0 before) h / (step before); w D is left out in first order.
 * @param before the level before this one where the step is of second order
 */
function stepOf(level: Level, next: Level, before: Level | undefined, { solver, eta }: Manner) {
  const h = next.lambda - level.lambda
  const noisy = eta && eta * h // h is infinite where the step ends at the picture
  const first = -next.signal * Math.expm1(-h - noisy)
  const ratio = before ? h / (level.lambda - before.lambda) : 0
  const second = before ? next.signal * slopeWeights[solver](h + noisy) * ratio : 0
  const step: Combination = {
    x: (next.spread / level.spread) * Math.exp(-noisy),
    x0: first + second,
    history: [-second],
    noise: next.spread * Math.sqrt(-Math.expm1(-2 * noisy)),
  }
  return step
}

/**
 * DPM-Solver++(2M), or with `eta` above 0 SDE-DPM-Solver++(2M): one evaluation of the network a
 * step, of second order from the second on (Lu et al. 2022b, algorithm 2). Good from 10 steps.
 * @param options by default 25 steps, trailing, the predicted picture clamped to [-1, 1]
 * @throws {UserError} where an option is out of range.
 */
export function dpmSolver(
  schedule: Schedule,
  {
    solver = 'midpoint',
    lowerOrderFinal = true,
    finalSigma = 'zero',
    sigmas = 'schedule',
    eta = 0,
    ...others
  }: DpmSolverOptions = {},
): Sampler {
  checkChoice('solver', solver, Object.keys(slopeWeights))
  checkEta(eta)
  const options = resolveOptions(schedule, others)
  const levels = intervalLevels(schedule, { ...options, sigmas, finalSigma })
  const careful = finalSigma === 'zero' || (lowerOrderFinal && options.steps < FEW_STEPS)
  const rows = levels.slice(0, -1).map((level, i) => {
    const first = i === 0 || (careful && i === levels.length - 2)
    const { t, signal, spread } = level
    const step = stepOf(level, levels[i + 1], first ? undefined : levels[i - 1], { solver, eta })
    return { t, signal, spread, ...step, keep: [{ x0: 1 }] }
  })
  return samplerOf(schedule, { name: 'dpm-solver++', rows }, options)
}
