/** DDPM's own sampler, with the notebook's sigma = sqrt(beta). */

import { UserError } from '../../engine/errors.ts'
import type { Schedule } from '../schedules.ts'
import type { Sampler } from './sampler.ts'

export interface AncestralOptions {
  /** Denoising steps, 1 .. T. Default T: the notebook's. */
  readonly steps?: number
}

/** `steps` timesteps, evenly spaced and ending at T - 1, latest first. */
function spacedTimesteps(timesteps: number, steps: number): number[] {
  const spaced = Array.from({ length: steps }, (_, i) => {
    return Math.round(((i + 1) * timesteps) / steps) - 1
  })
  return spaced.reverse()
}

/**
 * Ancestral sampling (Ho et al. 2020, algorithm 2):
 * x <- (x - beta / sqrt(1 - alpha_bar) * eps) / sqrt(alpha) + sqrt(beta) z, and no z at the last.
 * With fewer steps than T, alpha is alpha_bar_t over that of the next timestep visited (respacing,
 * Nichol and Dhariwal 2021, section 4); this sampler's quality needs nearly all T steps.
 * @throws {UserError} where steps is not a whole number in 1 .. T.
 */
export function ancestral(schedule: Schedule, { steps }: AncestralOptions = {}): Sampler {
  const { timesteps, alphaBars } = schedule
  const count = steps ?? timesteps
  if (!Number.isInteger(count) || count < 1 || count > timesteps) {
    throw new UserError(`steps is ${count}: use a whole number from 1 to ${timesteps}`)
  }
  const visited = spacedTimesteps(timesteps, count)
  const rows = visited.map((t, i) => {
    const last = i === count - 1
    const consecutive = !last && visited[i + 1] === t - 1
    const respaced = alphaBars[t] / (last ? 1 : alphaBars[visited[i + 1]])
    const alpha = consecutive || t === 0 ? schedule.alphas[t] : respaced
    const x = 1 / Math.sqrt(alpha)
    const eps = (-x * (1 - alpha)) / Math.sqrt(1 - alphaBars[t])
    return { t, x, eps, noise: last ? 0 : Math.sqrt(1 - alpha) }
  })
  return { name: 'ddpm', rows }
}
