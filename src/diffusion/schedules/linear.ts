/** Betas evenly spaced: the notebook's schedule. */

import { betaRange, evenly } from './beta-range.ts'
import { defineSchedule } from './definition.ts'

export const linear = defineSchedule({
  name: 'linear',
  help: 'betas evenly spaced: the original; made for 1000 timesteps',
  source: 'Ho et al. 2020, section 4',
  options: betaRange,
  betas: ({ timesteps, betaStart, betaEnd }) => evenly(betaStart, betaEnd, timesteps),
})
