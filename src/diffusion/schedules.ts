/** The door of `schedules/`. */

export { buildSchedule, readScheduleConfig, scheduleFromConfig } from './schedules/build.ts'
export {
  defineSchedule,
  type ScheduleDefinition,
  sharedOptions as sharedScheduleOptions,
  timesteps as timestepsOption,
} from './schedules/definition.ts'
export {
  type AnyScheduleName,
  findSchedule,
  type ScheduleConfig,
  type ScheduleName,
  type ScheduleOptions,
  scheduleDefinitions,
  scheduleNames,
  scheduleSpecs,
} from './schedules/registry.ts'
export { addNoise, type Schedule } from './schedules/schedule.ts'
export { scheduleWarning, terminalSnr, zeroTerminalSnr } from './schedules/terminal-snr.ts'
