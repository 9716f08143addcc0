/** Whether a sampler fits the model that it denoises with, and the noise that it begins with. */

import { diffusionError } from '../errors.ts'
import type { Schedule } from '../schedules.ts'
import type { Sampler } from './sampler.ts'

/**
 * How much of x's variance may be image where sampling begins from pure noise, beyond what the
 * schedule itself leaves at T - 1. A model of digits drew a broken digit among good ones at 0.024, bad
 * ones at 0.18 and scribbles at 0.34; at 0.007 all were good.
 */
const MOST_IMAGE = 0.02

const alphaBarOf = ({ alpha }: Sampler['rows'][number]) => alpha ** 2

/**
 * @throws {DdpmError} `sampler.begins-amid-schedule` where the first step expects an image in x, as
 * steps left out or a spacing that ends early make it, and x is to be pure noise
 */
export function checkBeginsAtNoise({ name, rows, schedule }: Sampler): void {
  if (!schedule) return
  const last = schedule.timesteps - 1
  const excess = alphaBarOf(rows[0]) - schedule.alphaBars[last]
  if (excess <= MOST_IMAGE) return
  throw diffusionError('sampler.begins-amid-schedule', {
    ...{ name, t: Math.round(rows[0].t), last, image: alphaBarOf(rows[0]) },
  })
}

const sameNumbers = (a: Float64Array, b: Float64Array) =>
  a === b || (a.length === b.length && a.every((value, i) => value === b[i]))

/** @throws {DdpmError} `sampler.of-another-schedule` where it is not the model's */
export function checkSchedule({ name, schedule }: Sampler, own: Schedule | undefined): void {
  if (!schedule || !own || sameNumbers(schedule.alphaBars, own.alphaBars)) return
  const words = ({ name, timesteps }: Schedule) => `${name} with ${timesteps} timesteps`
  throw diffusionError('sampler.of-another-schedule', {
    ...{ name, built: words(schedule), trained: words(own) },
  })
}
