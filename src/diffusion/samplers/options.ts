/** Options that samplers share, and their defaults. */

import { choice, number, whole } from '../../base/option-specs.ts'
import { diffusionError } from '../errors.ts'
import { type Clip, clips } from './sampler.ts'

/** Where the timesteps of a shorter run lie (Lin et al. 2023, table 2). */
export const spacings = ['leading', 'linspace', 'trailing'] as const
export type Spacing = (typeof spacings)[number]

/** `clip` with a default. */
export const clipOption = <const Default extends Clip>(fallback: Default) =>
  choice(clips, {
    flag: 'clip-denoised',
    default: fallback,
    help: 'keep the predicted image in [-1, 1]: by its range, or by its brightest pixels (dynamic)',
  })

/** How much of ddpm's noise is added. */
export const etaOption = number({
  ...{ min: 0, max: 1, default: 0 },
  help: 'fresh noise at each step, from 0 for none to 1 for as much as ddpm',
})

/** What every sampler takes. */
export const sharedSamplerOptions = {
  steps: whole({
    ...{ min: 1, max: 100_000, unset: "the sampler's own, or all timesteps where there are fewer" },
    help: 'denoising steps, at most as many as timesteps',
  }),
  spacing: choice(spacings, {
    default: 'trailing',
    help: 'which timesteps are visited; trailing begins at the last with any number of steps',
  }),
  stepsOffset: whole({
    ...{ min: 0, max: 100_000, default: 0 },
    help: 'added to the timesteps visited with spacing leading, as some models of diffusers need',
  }),
  clip: clipOption('range'),
  strength: number({
    ...{ above: 0, max: 1, default: 1 },
    help: 'share of the steps that are taken: the first are left out, for an image noised only as far',
  }),
  start: whole({
    ...{ min: 0, max: 100_000, unset: 'as strength says' },
    help: 'steps left out at the beginning; comes before strength',
  }),
}

/** What a sampler's rows are made of: `strength` has become `start`. */
export interface RunOptions {
  readonly steps: number
  readonly spacing: Spacing
  /** Added to timesteps with `leading`. */
  readonly stepsOffset: number
  readonly clip: Clip
  /** Steps left out at the beginning. */
  readonly start: number
}

interface Given {
  readonly start?: number | undefined
  readonly strength: number
}

/**
 * Steps left out: as `start` says, else all but the last floor(steps * strength), as in diffusers.
 * @throws {DdpmError} `sampler.start-out-of-range`, `sampler.strength-takes-no-step`
 */
export function startOf(steps: number, { start, strength }: Given): number {
  if (start !== undefined) {
    if (start < steps) return start
    throw diffusionError('sampler.start-out-of-range', { start, most: steps - 1 })
  }
  const taken = Math.floor(steps * strength)
  if (taken > 0) return steps - taken
  throw diffusionError('sampler.strength-takes-no-step', { strength, steps })
}
