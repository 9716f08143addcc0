/**
 * Euler's method on the sampling ODE (Karras et al. 2022, algorithm 1 without its correction):
 * DDIM along sigmas, whose ramp may be chosen.
 */

import type { Schedule } from '../schedules.ts'
import { pointLevels, type SigmaOptions } from './levels.ts'
import { resolveOptions, samplerOf } from './options.ts'
import type { Sampler } from './sampler.ts'

/** x / signal <- x0 + sigma_next eps. @throws {UserError} where an option is out of range. */
export function euler(
  schedule: Schedule,
  { sigmas = 'schedule', ...others }: SigmaOptions = {},
): Sampler {
  const options = resolveOptions(schedule, others)
  const levels = pointLevels(schedule, { ...options, sigmas })
  const rows = levels.slice(0, -1).map(({ t, signal, spread }, i) => {
    const next = levels[i + 1]
    return { t, signal, spread, x0: next.signal, eps: next.spread }
  })
  return samplerOf(schedule, { name: 'euler', rows }, options)
}
