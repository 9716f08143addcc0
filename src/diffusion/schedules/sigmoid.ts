/** alpha_bar along a sigmoid. Not `sigmoid-beta`, where betas follow it. */

import { number } from '../../base/option-specs.ts'
import { diffusionError } from '../errors.ts'
import { betasAlong } from './alpha-bar.ts'
import { defineSchedule, timesteps } from './definition.ts'

export const sigmoid = defineSchedule({
  name: 'sigmoid',
  help: 'alpha_bar along a sigmoid: gentle at both ends, for larger images',
  source: "Jabri et al. 2022, section 3; lucidrains' sigmoid",
  options: {
    timesteps,
    start: number({ default: -3, help: 'where the stretch of the sigmoid begins' }),
    end: number({ default: 3, help: 'where it ends, above its start' }),
    tau: number({ above: 0, default: 1, help: 'temperature: above 1 flatter, below 1 steeper' }),
  },
  betas: (options) => {
    const { start, end, tau } = options
    if (!(start < end && Number.isFinite(end - start))) {
      throw diffusionError('schedule.start-not-below-end', { start, end })
    }
    const at = (x: number) => 1 / (1 + Math.exp(-x / tau))
    return betasAlong('sigmoid', options, (u) => {
      return (at(end) - at(start + u * (end - start))) / (at(end) - at(start))
    })
  },
})
