/** What schedules share whose betas run from one to another. */

import { number } from '../../base/option-specs.ts'
import { timesteps } from './definition.ts'

export const betaRange = {
  timesteps,
  betaStart: number({ above: 0, below: 1, default: 1e-4, help: 'beta of the first timestep' }),
  betaEnd: number({ above: 0, below: 1, default: 0.02, help: 'beta of the last timestep' }),
}

/** `count` numbers evenly spaced from one to another. */
export function evenly(from: number, to: number, count: number): Float64Array {
  const slope = count > 1 ? (to - from) / (count - 1) : 0
  return Float64Array.from({ length: count }, (_, i) => from + slope * i)
}
