/** alpha_bar along a squared cosine. */

import { number } from '../../base/option-specs.ts'
import { betasAlong } from './alpha-bar.ts'
import { defineSchedule, timesteps } from './definition.ts'

export const cosine = defineSchedule({
  name: 'cosine',
  help: 'alpha_bar along a squared cosine: noise grows more evenly, with any number of timesteps',
  source: 'Nichol and Dhariwal 2021, eq. 17',
  options: {
    timesteps,
    s: number({
      ...{ min: 0, default: 0.008 },
      help: 'offset that keeps the first betas from being too small',
    }),
  },
  betas: (options) => {
    const { s } = options
    return betasAlong('cosine', options, (u) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2)
  },
})
