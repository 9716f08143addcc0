/** Betas along a sigmoid. Not `sigmoid`, where alpha_bar follows it. */

import { betaRange, evenly } from './beta-range.ts'
import { defineSchedule } from './definition.ts'

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

export const sigmoidBeta = defineSchedule({
  name: 'sigmoid-beta',
  help: 'betas along a sigmoid from -6 to 6',
  source: "GeoDiff's and diffusers' sigmoid",
  options: betaRange,
  betas: ({ timesteps, betaStart, betaEnd }) =>
    evenly(-6, 6, timesteps).map((x) => betaStart + (betaEnd - betaStart) * sigmoid(x)),
})
