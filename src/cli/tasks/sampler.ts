/** The steps of tasks, as they were typed. */

import { type Schedule, taskSteps } from '../../node.ts'
import { checkSteps } from '../asking.ts'

/** Steps as asked for, or the usual ones. @throws {DdpmError} `usage.steps-exceed-timesteps` */
export function stepsOf(schedule: Schedule, steps: number | undefined): number {
  checkSteps(steps, schedule)
  return steps ?? taskSteps(schedule)
}
