/** From a name and options, or from what a file keeps, to a schedule. */

import type { OptionSpecs, OptionsOf } from '../../base/option-specs.ts'
import { resolveOptions } from '../../base/options.ts'
import { diffusionError } from '../errors.ts'
import {
  type AnyScheduleName,
  findSchedule,
  type ScheduleConfig,
  type ScheduleOptions,
  scheduleNames,
  scheduleSpecs,
} from './registry.ts'
import { type Schedule, scheduleOf } from './schedule.ts'
import { zeroTerminalSnr } from './terminal-snr.ts'

/** @throws {DdpmError} `schedule.unknown`, and as `resolveOptions` */
function resolve(name: string, options: Readonly<Record<string, unknown>>) {
  const definition = findSchedule(name)
  if (!definition) throw diffusionError('schedule.unknown', { name, known: scheduleNames })
  const given = options as OptionsOf<OptionSpecs>
  const resolved = resolveOptions(`the schedule ${name}`, scheduleSpecs(definition), given)
  const { zeroSnr, ...own } = resolved
  return { definition, own, zeroSnr: zeroSnr === true }
}

function build(name: string, options: Readonly<Record<string, unknown>>): Schedule {
  const { definition, own, zeroSnr } = resolve(name, options)
  const betas = definition.betas(own as never) // resolved by this definition's specs
  const schedule = scheduleOf(configOf(name, own), betas)
  return zeroSnr ? zeroTerminalSnr(schedule) : schedule
}

/** Lists as JSON has them. */
function configOf(name: string, own: Readonly<Record<string, unknown>>): ScheduleConfig {
  const plain = Object.entries(own).map(([key, value]) => {
    return [key, typeof value === 'object' ? Array.from(value as ArrayLike<number>) : value]
  })
  // `name` and its options, checked by its own specs
  return { name, ...Object.fromEntries(plain) } as ScheduleConfig
}

/** Options may be left out where all of them may. */
type Arguments<Options> = object extends Options ? [options?: Options] : [options: Options]

/**
 * A schedule by its name: `buildSchedule('linear', { timesteps: 500 })`.
 * @param options its own (docs/schedules.md lists them), T = 1000 by default
 * @throws {DdpmError} `schedule.unknown`, `schedule.alpha-bar-does-not-fall`,
 * `schedule.start-not-below-end`, `schedule.beta-is-one`, `schedule.too-short-for-zero-snr`, and
 * `option.*` where an option is unknown or out of its range
 */
export function buildSchedule<Name extends AnyScheduleName>(
  name: Name,
  ...[options]: Arguments<ScheduleOptions<Name>>
): Schedule {
  return build(name, { ...options })
}

/** The schedule that a config was taken from. @throws {DdpmError} as `buildSchedule` */
export function scheduleFromConfig({ name, ...options }: ScheduleConfig): Schedule {
  return build(name, options)
}

/**
 * A config from a file, checked.
 * @throws {DdpmError} as `buildSchedule`; `schedule.not-a-config` where it is not an object with a name
 */
export function readScheduleConfig(value: unknown): ScheduleConfig {
  if (typeof value !== 'object' || value === null || !('name' in value)) {
    throw diffusionError('schedule.not-a-config')
  }
  const { name, ...options } = value
  if (typeof name !== 'string') throw diffusionError('schedule.not-a-config')
  const { own, zeroSnr } = resolve(name, options)
  return { ...configOf(name, own), ...(zeroSnr && { zeroSnr }) }
}
