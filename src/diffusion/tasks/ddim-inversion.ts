/** DDIM's rows upside down: from a picture to the noise that DDIM would make it from. */

import { resolveOptions, type SamplerOptions, samplerOf } from '../samplers/options.ts'
import {
  type NoiseLevel,
  pictureLevel,
  type Sampler,
  type SamplerRow,
} from '../samplers/sampler.ts'
import { wholeTimesteps } from '../samplers/spacing.ts'
import type { Schedule } from '../schedules.ts'

/** Steps and spacing as of the DDIM run that is inverted. */
export interface InversionRows extends Pick<SamplerOptions, 'steps' | 'spacing'> {
  /**
   * Whether the noise of each step is predicted again from where the step has led: two evaluations
   * of the network a step instead of one, and a third of the error. Default true.
   */
  readonly refine?: boolean
}

/** x_to in terms of x_from and eps where both hold the same picture and noise (Song et al. 2021). */
function rise(from: NoiseLevel, to: NoiseLevel) {
  const x = to.signal / from.signal
  return { x, eps: to.spread - x * from.spread }
}

/**
 * DDIM backwards: x_to = a x_from + b eps(x, t_to) with x = x_from, and refined once more with the
 * x_to just found, as the fixed point undoes DDIM's step exactly (Pan et al. 2023). More than once
 * is not offered: it diverged on a model of MNIST. History 0 is x_from.
 * @returns rows that begin at a picture: give it to `sample` as `initial`
 * @throws {UserError} where an option is out of range.
 */
export function ddimInversion(
  schedule: Schedule,
  { refine = true, ...others }: InversionRows = {},
): Sampler {
  const options = resolveOptions(schedule, { ...others, clip: 'none' })
  const visited = wholeTimesteps(schedule.timesteps, options).reverse()
  let from = pictureLevel
  const rows = visited.flatMap((t): SamplerRow[] => {
    const to = { signal: schedule.sqrtAlphaBars[t], spread: schedule.sqrtOneMinusAlphaBars[t] }
    const { x, eps } = rise(from, to)
    from = to
    const row = { t, ...to, x, eps }
    if (!refine) return [row]
    return [
      { ...row, keep: [{ x: 1 }] },
      { t, ...to, history: [x], eps, keep: [{}] },
    ]
  })
  return samplerOf(schedule, { name: 'ddim-inversion', rows }, options)
}
