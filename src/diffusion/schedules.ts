/** Every noise schedule by name: the door of `schedules/`. */

import { UserError } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { cosineSchedule, sigmoidSchedule } from './schedules/alpha-bar.ts'
import {
  linear1000Schedule,
  linearSchedule,
  scaledLinearSchedule,
  sigmoidBetaSchedule,
} from './schedules/beta-range.ts'
import type { ScheduleConfig } from './schedules/config.ts'
import { givenSchedule } from './schedules/given.ts'
import type { Schedule } from './schedules/schedule.ts'
import { zeroTerminalSnr } from './schedules/terminal-snr.ts'

export { cosineSchedule, sigmoidSchedule } from './schedules/alpha-bar.ts'
export {
  type BetaRangeOptions,
  linear1000Schedule,
  linearSchedule,
  scaledLinearSchedule,
  sigmoidBetaSchedule,
} from './schedules/beta-range.ts'
export type { ScheduleConfig } from './schedules/config.ts'
export { givenSchedule } from './schedules/given.ts'
export { addNoise, type Schedule } from './schedules/schedule.ts'
export { scheduleWarning, terminalSnr, zeroTerminalSnr } from './schedules/terminal-snr.ts'

/** Schedules that need no more than a number of timesteps, and take what else their config has. */
const named = {
  linear: linearSchedule,
  'linear-1000': linear1000Schedule,
  'scaled-linear': scaledLinearSchedule,
  cosine: cosineSchedule,
  sigmoid: sigmoidSchedule,
  'sigmoid-beta': sigmoidBetaSchedule,
} as const
export type ScheduleName = keyof typeof named
export const scheduleNames = Object.keys(named) as ScheduleName[]

/**
 * A schedule by its name, with its usual numbers.
 * @param timesteps T, from 1
 * @throws {UserError} where the name is unknown, or does not work with so few timesteps.
 */
export function scheduleByName(name: string, timesteps = 1000): Schedule {
  const known = scheduleNames.find((candidate) => candidate === name)
  if (known) return named[known]({ timesteps })
  throw new UserError(
    `schedule is ${name}${nearest(name, scheduleNames)}: use ${scheduleNames.join(', ')}`,
  )
}

/**
 * The schedule that a config was taken from.
 * @throws {UserError} where a number in it is out of range.
 */
export function buildSchedule({ zeroSnr, ...config }: ScheduleConfig): Schedule {
  const schedule =
    config.name === 'betas' ? givenSchedule(config.betas) : named[config.name](config)
  return zeroSnr ? zeroTerminalSnr(schedule) : schedule
}
