/** The steps of tasks, as they were typed. */

import { taskSteps } from '../../diffusion/sampling-defaults.ts'
import type { Schedule } from '../../diffusion/schedules.ts'
import { checkSteps } from '../asking.ts'

/** Steps as asked for, or the usual ones. @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function stepsOf(schedule: Schedule, steps: number | undefined): number {
  checkSteps(steps, schedule)
  return steps ?? taskSteps(schedule)
}
