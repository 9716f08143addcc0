/** DDPM's own sampler, by default with the notebook's sigma = sqrt(beta). */

import { choice } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { clipOption } from './options.ts'
import type { Combination } from './sampler.ts'
import { levelAt, wholeTimesteps } from './spacing.ts'

/** The mean of the next x: the notebook's formula. */
function meanOf(alpha: number, alphaBar: number, nextAlphaBar: number): Combination {
  // zero terminal SNR: nothing of x is left to scale up
  if (alpha === 0) return { x: 0, x0: Math.sqrt(nextAlphaBar), eps: 0 }
  const x = 1 / Math.sqrt(alpha)
  return { x, eps: (-x * (1 - alpha)) / Math.sqrt(1 - alphaBar) }
}

/**
 * x <- (x - beta / sqrt(1 - alpha_bar) * eps) / sqrt(alpha) + sigma z, and no z at the last.
 * With fewer steps than T, alpha is alpha_bar_t over that of the next timestep visited (respacing,
 * Nichol and Dhariwal 2021, section 4); this sampler's quality needs nearly all T steps.
 */
export const ddpm = defineSampler({
  name: 'ddpm',
  help: 'the original, with fresh noise at each step; needs nearly all timesteps',
  source: 'Ho et al. 2020, algorithm 2',
  ...{ stochastic: true, multistep: false, order: 1, evaluations: 1, steps: 'all' },
  options: {
    clip: clipOption('none'),
    variance: choice(['large', 'small'], {
      default: 'large',
      help: "of the noise added: large is beta, the notebook's and diffusers' fixed_large; small is (1 - alpha_bar_prev) / (1 - alpha_bar) beta, for few steps",
    }),
  },
  build: (schedule, { variance, ...options }) => {
    const { timesteps, alphaBars } = schedule
    const visited = wholeTimesteps(timesteps, options).slice(options.start)
    const rows = visited.map((t, i) => {
      const last = i === visited.length - 1
      const consecutive = !last && visited[i + 1] === t - 1
      const nextAlphaBar = last ? 1 : alphaBars[visited[i + 1]]
      const alpha = consecutive || t === 0 ? schedule.alphas[t] : alphaBars[t] / nextAlphaBar
      const beta = 1 - alpha
      const share = variance === 'small' ? (1 - nextAlphaBar) / (1 - alphaBars[t]) : 1
      return {
        ...levelAt(schedule, t),
        ...meanOf(alpha, alphaBars[t], nextAlphaBar),
        noise: last ? 0 : Math.sqrt(share * beta),
      }
    })
    return { rows }
  },
})
