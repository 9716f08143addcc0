/** Betas along a square, as latent diffusion models have them. */

import { betaRange, evenly } from './beta-range.ts'
import { defineSchedule } from './definition.ts'

export const scaledLinear = defineSchedule({
  name: 'scaled-linear',
  help: 'square roots of betas evenly spaced, as in Stable Diffusion',
  source: "diffusers' scaled_linear",
  options: betaRange,
  betas: ({ timesteps, betaStart, betaEnd }) =>
    evenly(Math.sqrt(betaStart), Math.sqrt(betaEnd), timesteps).map((root) => root ** 2),
})
