/** Euler's method that goes too far down and adds noise up to the next level (k-diffusion). */

import type { Schedule } from '../schedules.ts'
import { pointLevels, type SigmaOptions } from './levels.ts'
import { resolveOptions, samplerOf } from './options.ts'
import type { Sampler } from './sampler.ts'

/**
 * x / signal <- x0 + sigma_down eps + sigma_up z, with sigma_down^2 + sigma_up^2 = sigma_next^2 and
 * sigma_up^2 = sigma_next^2 (sigma^2 - sigma_next^2) / sigma^2.
 * @throws {UserError} where an option is out of range.
 */
export function eulerAncestral(
  schedule: Schedule,
  { sigmas = 'schedule', ...others }: SigmaOptions = {},
): Sampler {
  const options = resolveOptions(schedule, others)
  const levels = pointLevels(schedule, { ...options, sigmas })
  const rows = levels.slice(0, -1).map(({ t, sigma, signal, spread }, i) => {
    const next = levels[i + 1]
    const up = next.sigma * Math.sqrt(1 - (next.sigma / sigma) ** 2)
    const down = next.sigma ** 2 / sigma
    return { t, signal, spread, x0: next.signal, eps: next.signal * down, noise: next.signal * up }
  })
  return samplerOf(schedule, { name: 'euler-ancestral', rows }, options)
}
