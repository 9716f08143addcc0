/** DDPM's own sampler, by default with the notebook's sigma = sqrt(beta). */

import type { Schedule } from '../schedules.ts'
import { checkChoice, resolveOptions, type SamplerOptions, samplerOf } from './options.ts'
import type { Combination, Sampler } from './sampler.ts'
import { wholeTimesteps } from './spacing.ts'

const variances = ['large', 'small'] as const

/** By default T steps and no clipping: the notebook's. */
export interface AncestralOptions extends SamplerOptions {
  /**
   * Of the noise added: `large` is beta, the notebook's and diffusers' fixed_large; `small` is
   * (1 - alpha_bar_prev) / (1 - alpha_bar) beta, diffusers' fixed_small. Default `large`.
   */
  readonly variance?: (typeof variances)[number]
}

/** The mean of the next x: the notebook's formula. */
function meanOf(alpha: number, alphaBar: number, nextAlphaBar: number): Combination {
  // zero terminal SNR: nothing of x is left to scale up
  if (alpha === 0) return { x: 0, x0: Math.sqrt(nextAlphaBar), eps: 0 }
  const x = 1 / Math.sqrt(alpha)
  return { x, eps: (-x * (1 - alpha)) / Math.sqrt(1 - alphaBar) }
}

/**
 * Ancestral sampling (Ho et al. 2020, algorithm 2):
 * x <- (x - beta / sqrt(1 - alpha_bar) * eps) / sqrt(alpha) + sigma z, and no z at the last.
 * With fewer steps than T, alpha is alpha_bar_t over that of the next timestep visited (respacing,
 * Nichol and Dhariwal 2021, section 4); this sampler's quality needs nearly all T steps.
 * @throws {UserError} where an option is out of range.
 */
export function ancestral(
  schedule: Schedule,
  { variance = 'large', clip = 'none', steps, ...others }: AncestralOptions = {},
): Sampler {
  checkChoice('variance', variance, variances)
  const { timesteps, alphaBars } = schedule
  const options = resolveOptions(schedule, { ...others, clip, steps: steps ?? timesteps })
  const visited = wholeTimesteps(timesteps, options).slice(options.start)
  const rows = visited.map((t, i) => {
    const last = i === visited.length - 1
    const consecutive = !last && visited[i + 1] === t - 1
    const nextAlphaBar = last ? 1 : alphaBars[visited[i + 1]]
    const alpha = consecutive || t === 0 ? schedule.alphas[t] : alphaBars[t] / nextAlphaBar
    const beta = 1 - alpha
    const share = variance === 'small' ? (1 - nextAlphaBar) / (1 - alphaBars[t]) : 1
    return {
      ...{ t, signal: schedule.sqrtAlphaBars[t], spread: schedule.sqrtOneMinusAlphaBars[t] },
      ...meanOf(alpha, alphaBars[t], nextAlphaBar),
      noise: last ? 0 : Math.sqrt(share * beta),
    }
  })
  return samplerOf(schedule, { name: 'ddpm', rows }, options)
}
