/** DDIM: from deterministic (eta = 0) to ancestral (eta = 1). */

import { toggle } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { etaOption } from './options.ts'
import { levelAt, wholeTimesteps } from './spacing.ts'

/**
 * x <- sqrt(abar_p) x0 + sqrt(1 - abar_p - sigma^2) eps + sigma z, sigma = eta sqrt((1 - abar_p) /
 * (1 - abar) (1 - abar / abar_p)), abar_p of the next timestep visited.
 */
export const ddim = defineSampler({
  name: 'ddim',
  help: 'no fresh noise unless eta is above 0; good from 50 steps',
  source: 'Song et al. 2021, eq. 12 and 16',
  ...{ stochastic: 'eta', multistep: false, order: 1, evaluations: 1, steps: 50 },
  options: {
    eta: etaOption,
    setAlphaToOne: toggle({
      default: true,
      help: 'end at the image, instead of at the noise level of t = 0',
    }),
    // noise that does not belong to the clipped image leads few steps astray, to white patches
    rederiveEps: toggle({
      default: true,
      help: 'after clipping, take the noise that belongs to the clipped image; diffusers does not',
    }),
  },
  build: (schedule, { eta, setAlphaToOne, rederiveEps, ...options }) => {
    const { timesteps, alphaBars } = schedule
    const visited = wholeTimesteps(timesteps, options).slice(options.start)
    const finalAlphaBar = setAlphaToOne ? 1 : alphaBars[0]
    const rows = visited.map((t, i) => {
      const alphaBar = alphaBars[t]
      const next = i + 1 < visited.length ? alphaBars[visited[i + 1]] : finalAlphaBar
      const variance = ((1 - next) / (1 - alphaBar)) * (1 - alphaBar / next)
      const noise = eta * Math.sqrt(Math.max(0, variance))
      return {
        ...levelAt(schedule, t),
        x0: Math.sqrt(next),
        eps: Math.sqrt(Math.max(0, 1 - next - noise ** 2)),
        noise,
      }
    })
    return { rows, rederiveEps }
  },
})
