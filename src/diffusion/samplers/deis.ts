/** DEIS: an exponential integrator over the last predicted noises, in rho = sigma / alpha. */

import { choice, toggle } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { finalSigmaOption, intervalLevels, type Level, sigmasOption } from './levels.ts'
import type { Combination } from './sampler.ts'

/** Below as many steps the last ones are of lower order. */
const FEW_STEPS = 15

/** The integral from a to b of the polynomial in log rho that is 1 at `node` and 0 at the others. */
function weightOf(node: number, others: readonly number[], a: number, b: number): number {
  const scale = others.reduce((product, other) => product * Math.log(node / other), 1)
  const [c, d] = others.map(Math.log)
  // integrals of 1, log r - c, (log r - c)(log r - d)
  const integral = (rho: number) => {
    const r = Math.log(rho)
    if (c === undefined) return rho
    if (d === undefined) return rho * (r - c - 1)
    return rho * ((r - c) * (r - d) - (2 * r - c - d) + 2)
  }
  return (integral(b) - integral(a)) / scale
}

/** x / alpha goes from one level to the next by the integral of eps over rho. */
function stepOf(levels: readonly Level[], i: number, order: number, size: number): Combination {
  const [level, next] = [levels[i], levels[i + 1]]
  const nodes = Array.from({ length: order }, (_, k) => levels[i - k].rho)
  const weights = nodes.map((node, k) => {
    const others = nodes.filter((_, other) => other !== k)
    return next.alpha * weightOf(node, others, level.rho, next.rho)
  })
  const history = Array.from({ length: size - 1 }, (_, k) => weights[k + 1] ?? 0)
  // x / alpha = x0 + rho eps
  return { x0: next.alpha, eps: next.alpha * level.rho + weights[0], history }
}

/** The last size - 1 predicted noises. */
const noises = (size: number): Combination[] =>
  Array.from({ length: size - 1 }, (_, k) =>
    k === 0
      ? { eps: 1 }
      : { history: Array.from({ length: size - 1 }, (_, c) => Number(c === k - 1)) },
  )

export const deis = defineSampler({
  name: 'deis',
  help: 'a polynomial through the last predicted noises; good from 10 steps',
  source: "Zhang and Chen 2023, tAB-DEIS in log rho; diffusers' DEISMultistepScheduler",
  ...{ stochastic: false, multistep: true, order: 2, evaluations: 1, steps: 20 },
  options: {
    sigmas: sigmasOption,
    order: choice([1, 2, 3], {
      default: 2,
      help: 'of the predictor, reached after as many steps',
    }),
    lowerOrderFinal: toggle({
      default: true,
      help: 'take the last of fewer than 15 steps with lower order',
    }),
    finalSigma: finalSigmaOption,
  },
  build: (schedule, { order, lowerOrderFinal, ...options }) => {
    const levels = intervalLevels(schedule, options)
    const steps = levels.length - 1
    const lower = lowerOrderFinal && options.steps < FEW_STEPS
    const rows = levels.slice(0, -1).map((level, i) => {
      const left = lower ? steps - i : order
      const first = i === steps - 1 && options.finalSigma === 'zero' // log 0 has no polynomial
      const now = first ? 1 : Math.min(order, i + 1, left)
      const { t, alpha, sigma } = level
      return { t, alpha, sigma, ...stepOf(levels, i, now, order), keep: noises(order) }
    })
    return { rows }
  },
})
