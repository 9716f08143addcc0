/** DDIM's rows upside down: from a image to the noise that DDIM would make it from. */

import { buildSampler } from '../samplers/build.ts'
import type { SamplerOptions } from '../samplers/registry.ts'
import { cleanLevel, type NoiseLevel, type Sampler, type SamplerRow } from '../samplers/sampler.ts'
import type { Schedule } from '../schedules.ts'

/** Steps and spacing as of the DDIM run that is inverted. */
export interface InversionRows extends Pick<SamplerOptions<'ddim'>, 'steps' | 'spacing'> {
  /**
   * Whether the noise of each step is predicted again from where the step has led: two evaluations
   * of the network a step instead of one, and a third of the error. Default true.
   */
  readonly refine?: boolean
}

/** x_to in terms of x_from and eps where both hold the same image and noise (Song et al. 2021). */
function rise(from: NoiseLevel, to: NoiseLevel) {
  const x = to.alpha / from.alpha
  return { x, eps: to.sigma - x * from.sigma }
}

/**
 * DDIM backwards: x_to = a x_from + b eps(x, t_to) with x = x_from, and refined once more with the
 * x_to just found, as the fixed point undoes DDIM's step exactly (Pan et al. 2023). More than once
 * is not offered: it diverged on a model of MNIST. History 0 is x_from.
 * @returns rows that begin at a image: give it to `sample` as `initial`
 * @throws {DdpmError} where an option is out of range.
 */
export function ddimInversion(
  schedule: Schedule,
  { refine = true, ...others }: InversionRows = {},
): Sampler {
  const forward = buildSampler('ddim', schedule, { ...others, clip: 'none' })
  let from = cleanLevel
  const rows = forward.rows.toReversed().flatMap(({ t, alpha, sigma }): SamplerRow[] => {
    const to = { alpha, sigma }
    const { x, eps } = rise(from, to)
    from = to
    const row = { t, ...to, x, eps }
    if (!refine) return [row]
    return [
      { ...row, keep: [{ x: 1 }] },
      { t, ...to, history: [x], eps, keep: [{}] },
    ]
  })
  return { ...forward, name: 'ddim-inversion', rows, zeroSnr: false }
}
