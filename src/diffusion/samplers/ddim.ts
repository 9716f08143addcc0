/** DDIM: from deterministic (eta = 0) to ancestral (eta = 1). */

import type { Schedule } from '../schedules.ts'
import { checkEta, resolveOptions, type SamplerOptions, samplerOf } from './options.ts'
import type { Sampler } from './sampler.ts'
import { wholeTimesteps } from './spacing.ts'

export interface DdimOptions extends SamplerOptions {
  /** How much of DDPM's noise is added, 0 .. 1. Default 0: the picture follows from x_T alone. */
  readonly eta?: number
  /** Whether the last step ends at the picture, or at the noise level of t = 0. Default true. */
  readonly setAlphaToOne?: boolean
  /**
   * See `Sampler`. Default true, as lucidrains has it: noise that does not belong to the clipped
   * picture leads few steps astray, to white patches. diffusers has false.
   */
  readonly rederiveEps?: boolean
}

/**
 * Song et al. 2021, eq. 12 and 16: x <- sqrt(abar_p) x0 + sqrt(1 - abar_p - sigma^2) eps + sigma z,
 * sigma = eta sqrt((1 - abar_p) / (1 - abar) (1 - abar / abar_p)), abar_p of the next timestep visited.
 * @throws {UserError} where an option is out of range.
 */
export function ddim(
  schedule: Schedule,
  { eta = 0, setAlphaToOne = true, rederiveEps = true, ...others }: DdimOptions = {},
): Sampler {
  checkEta(eta)
  const { timesteps, alphaBars } = schedule
  const options = resolveOptions(schedule, others)
  const visited = wholeTimesteps(timesteps, options).slice(options.start)
  const finalAlphaBar = setAlphaToOne ? 1 : alphaBars[0]
  const rows = visited.map((t, i) => {
    const alphaBar = alphaBars[t]
    const next = i + 1 < visited.length ? alphaBars[visited[i + 1]] : finalAlphaBar
    const variance = ((1 - next) / (1 - alphaBar)) * (1 - alphaBar / next)
    const sigma = eta * Math.sqrt(Math.max(0, variance))
    return {
      ...{ t, signal: schedule.sqrtAlphaBars[t], spread: schedule.sqrtOneMinusAlphaBars[t] },
      x0: Math.sqrt(next),
      eps: Math.sqrt(Math.max(0, 1 - next - sigma ** 2)),
      noise: sigma,
    }
  })
  return samplerOf(schedule, { name: 'ddim', rederiveEps, rows }, options)
}
