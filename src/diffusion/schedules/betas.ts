/** A schedule of given betas. */

import { numbers } from '../../base/option-specs.ts'
import { diffusionError } from '../errors.ts'
import { defineSchedule, timesteps } from './definition.ts'

export const betas = defineSchedule({
  name: 'betas',
  help: 'betas from elsewhere',
  source: "diffusers' trained_betas",
  options: {
    betas: numbers({
      ...{ minLength: timesteps.min, maxLength: timesteps.max },
      each: { above: 0, max: 1 },
      help: 'one per timestep, in (0, 1); the last may be 1: zero terminal SNR',
    }),
  },
  betas: ({ betas }) => {
    const t = Array.prototype.indexOf.call(betas, 1)
    if (t < 0 || t === betas.length - 1) return Float64Array.from(betas)
    throw diffusionError('schedule.beta-is-one', { t, last: betas.length - 1 })
  },
})
