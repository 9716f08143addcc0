/** Schedules whose alpha_bar follows a curve: cosine and sigmoid. */

import { UserError } from '../../base/errors.ts'
import type { CosineConfig, SigmoidConfig } from './config.ts'
import { type Schedule, scheduleAlong } from './schedule.ts'

type Options<Config> = Partial<Omit<Config, 'name'>>

/**
 * alpha_bar along cos^2((u + s) / (1 + s) pi / 2) (Nichol and Dhariwal 2021, eq. 17).
 * @param options by default T = 1000, s = 0.008
 * @throws {UserError} where T is not a whole number from 1 to 100,000, s is negative, or so large that
 * alpha_bar does not fall.
 */
export function cosineSchedule({ timesteps = 1000, s = 0.008 }: Options<CosineConfig> = {}) {
  if (!(s >= 0 && Number.isFinite(s))) throw new UserError(`s is ${s}: use a number from 0`)
  const config: CosineConfig = { name: 'cosine', timesteps, s }
  return scheduleAlong(config, (u) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2)
}

/**
 * alpha_bar along a sigmoid from start to end (Jabri et al. 2022, lucidrains' `sigmoid`). Not
 * `sigmoidBetaSchedule`, where betas follow the sigmoid.
 * @param options by default T = 1000, start = -3, end = 3, tau = 1
 * @throws {UserError} where T is not a whole number from 1 to 100,000, start is not below end, tau is
 * not above 0, or the three leave alpha_bar standing still somewhere.
 */
export function sigmoidSchedule({
  timesteps = 1000,
  start = -3,
  end = 3,
  tau = 1,
}: Options<SigmoidConfig> = {}): Schedule {
  if (!(start < end && Number.isFinite(end - start))) {
    throw new UserError(`start is ${start} and end is ${end}: use a start below the end`)
  }
  if (!(tau > 0 && Number.isFinite(tau))) throw new UserError(`tau is ${tau}: use a number above 0`)
  const config: SigmoidConfig = { name: 'sigmoid', timesteps, start, end, tau }
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x / tau))
  return scheduleAlong(config, (u) => {
    return (sigmoid(end) - sigmoid(start + u * (end - start))) / (sigmoid(end) - sigmoid(start))
  })
}
