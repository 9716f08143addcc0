/** A schedule of given betas. */

import { UserError } from '../../base/errors.ts'
import { checkTimesteps, type Schedule, scheduleOf } from './schedule.ts'

/**
 * @param betas one per timestep, in (0, 1); the last may be 1: zero terminal SNR
 * @throws {UserError} naming the first beta out of range.
 */
export function givenSchedule(betas: ArrayLike<number>): Schedule {
  checkTimesteps(betas.length)
  const values = Float64Array.from(betas)
  const wrong = values.findIndex((beta, t) => {
    const most = t === values.length - 1 ? beta <= 1 : beta < 1
    return !(beta > 0 && most)
  })
  if (wrong >= 0) {
    throw new UserError(
      `beta ${wrong} is ${values[wrong]}: use numbers in (0, 1), of which the last may be 1`,
    )
  }
  return scheduleOf({ name: 'betas', betas: [...values] }, values)
}
