/** Options that samplers share, and their defaults. */

import { UserError } from '../../base/errors.ts'
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
  /**
   * The same as a share of the steps that are taken, in (0, 1]: all but the last
   * floor(steps * strength) are left out, as in diffusers. Default 1; `start` comes first.
   */
  readonly strength?: number
}

/** @throws {UserError} where the value is none of those there are. */
export function checkChoice<Value>(name: string, value: Value, choices: readonly Value[]): void {
  if (choices.includes(value)) return
  throw new UserError(`${name} is ${value}: use ${choices.join(', ')}`)
}

/** @throws {UserError} where the share of fresh noise is out of range. */
export function checkEta(eta: number): void {
  if (!(eta >= 0 && eta <= 1)) throw new UserError(`eta is ${eta}: use a number from 0 to 1`)
}

/** Where a sampler says nothing else. */
const DEFAULT_STEPS = 25

/** Steps left out by a strength. @throws {UserError} where it is out of (0, 1], or leaves out all. */
function startOf(steps: number, strength: number): number {
  if (!(strength > 0 && strength <= 1)) {
    throw new UserError(`strength is ${strength}: use a number above 0 and at most 1`)
  }
  const taken = Math.floor(steps * strength)
  if (taken > 0) return steps - taken
  const least = (1 / steps).toPrecision(2)
  throw new UserError(
    `strength ${strength} takes none of ${steps} steps: use at least ${least}, or more steps`,
  )
}

/** `strength` has become `start`. */
type ResolvedOptions = Required<Omit<SamplerOptions, 'strength'>>

/** The options with their defaults, checked. @throws {UserError} where one is out of range. */
export function resolveOptions(
  { timesteps }: Schedule,
  { steps, spacing = 'trailing', clip = 'range', strength = 1, ...given }: SamplerOptions,
): ResolvedOptions {
  const count = steps ?? Math.min(DEFAULT_STEPS, timesteps)
  if (!Number.isInteger(count) || count < 1 || count > timesteps) {
    throw new UserError(`steps is ${count}: use a whole number from 1 to ${timesteps}`)
  }
  const start = given.start ?? startOf(count, strength)
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
  { clip }: ResolvedOptions,
): Sampler {
  const last = schedule.timesteps - 1
  const zeroSnr = schedule.alphaBars[last] === 0 && sampler.rows[0].t > last - 1
  return { ...sampler, schedule, clip, zeroSnr }
}
