/** Noise levels around the middle, where image and noise are equally strong, visited most. */

import { betasAlong } from './alpha-bar.ts'
import { defineSchedule, timesteps } from './definition.ts'

/** log SNR follows a Laplace distribution around 0 with scale 0.5. */
const SCALE = 0.5
/** Keeps the logarithm finite at both ends. */
const LEAST = 1e-6

function alphaBarAt(u: number): number {
  const side = u > 0.5 ? -1 : 1
  const logSnr = -SCALE * side * Math.log(1 - 2 * Math.abs(0.5 - u) + LEAST)
  const snr = Math.exp(logSnr)
  return Math.sqrt(snr / (1 + snr))
}

export const laplace = defineSchedule({
  name: 'laplace',
  help: 'log SNR along a Laplace distribution: most timesteps at medium noise, where there is most to learn',
  source: "Hang et al. 2024, table 1; diffusers' laplace",
  options: { timesteps },
  betas: (options) => betasAlong('laplace', options, alphaBarAt),
})
