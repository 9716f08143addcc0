/** Options that samplers share, and their defaults. */

import { UserError } from '../../engine/errors.ts'
import type { Schedule } from '../schedules.ts'
import { type Clip, clips, type Sampler, type SamplerRow } from './sampler.ts'

/** Where the timesteps of a shorter run lie (Lin et al. 2023, table 2). */
export const spacings = ['leading', 'linspace', 'trailing'] as const
export type Spacing = (typeof spacings)[number]

export interface SamplerOptions {
  /** Denoising steps, 1 .. T. Default 25, or T where there are fewer. */
  readonly steps?: number
  /** Default `trailing`, which begins at T - 1 with any number of steps. */
  readonly spacing?: Spacing
  /** What is done to the predicted picture. Default `range`. */
  readonly clip?: Clip
  /** Steps left out at the beginning, for a picture that is noised only as far. Default 0. */
  readonly start?: number
}

/** @throws {UserError} where the value is none of those there are. */
export function checkChoice<Value>(name: string, value: Value, choices: readonly Value[]): void {
  if (choices.includes(value)) return
  throw new UserError(`${name} is ${value}: use ${choices.join(', ')}`)
}

/** Where a sampler says nothing else. */
const DEFAULT_STEPS = 25

/** The options with their defaults, checked. @throws {UserError} where one is out of range. */
export function resolveOptions(
  { timesteps }: Schedule,
  { steps, spacing = 'trailing', clip = 'range', start = 0 }: SamplerOptions,
): Required<SamplerOptions> {
  const count = steps ?? Math.min(DEFAULT_STEPS, timesteps)
  if (!Number.isInteger(count) || count < 1 || count > timesteps) {
    throw new UserError(`steps is ${count}: use a whole number from 1 to ${timesteps}`)
  }
  if (!Number.isInteger(start) || start < 0 || start >= count) {
    throw new UserError(`start is ${start}: use a whole number from 0 to ${count - 1}`)
  }
  checkChoice('spacing', spacing, spacings)
  checkChoice('clip', clip, clips)
  return { steps: count, spacing, clip, start }
}

/** A sampler of some rows on a schedule. */
export function samplerOf(
  schedule: Schedule,
  sampler: Pick<Sampler, 'name' | 'rederiveEps'> & { readonly rows: readonly SamplerRow[] },
  { clip }: Required<SamplerOptions>,
): Sampler {
  const last = schedule.timesteps - 1
  const zeroSnr = schedule.alphaBars[last] === 0 && sampler.rows[0].t > last - 1
  return { ...sampler, clip, zeroSnr }
}
