/** Betas evenly spaced and scaled to T, so that any T ends in about the same noise. */

import { MAX_BETA } from './alpha-bar.ts'
import { betaRange, evenly } from './beta-range.ts'
import { defineSchedule } from './definition.ts'

/** Where betas would reach 1, with the default range up to T = 20, they are 0.999. */
export const linear1000 = defineSchedule({
  name: 'linear-1000',
  help: 'linear with betas times 1000 / T: about the same noise at the end with any number of timesteps',
  source: "improved-diffusion's and lucidrains' linear",
  options: betaRange,
  betas: ({ timesteps, betaStart, betaEnd }) =>
    evenly((betaStart * 1000) / timesteps, (betaEnd * 1000) / timesteps, timesteps).map((beta) =>
      Math.min(beta, MAX_BETA),
    ),
})
