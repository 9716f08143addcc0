/** What can go wrong in diffusion: schedules, samplers, sampling and its tasks. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'

export const diffusionErrors = {
  'schedule.unknown': ({ name, known }: { name: string; known: readonly string[] }) =>
    `the schedule ${name} is unknown${nearest(name, known)}: use ${known.join(', ')}`,
  'schedule.not-a-config': () =>
    'the schedule is not an object with a name: the file is damaged; use another',
  'schedule.alpha-bar-does-not-fall': ({
    name,
    t,
    beta,
    options,
  }: {
    name: string
    t: number
    beta: number
    options: string
  }) =>
    `beta ${t} of the ${name} schedule is ${beta} with ${options}: ` +
    'use options with which alpha_bar falls at each timestep',
  'schedule.start-not-below-end': ({ start, end }: { start: number; end: number }) =>
    `start is ${start} and end is ${end}: use a start below the end`,
  'schedule.beta-is-one': ({ t, last }: { t: number; last: number }) =>
    `beta ${t} is 1, and ${last} is the last: use numbers in (0, 1), of which the last may be 1`,
  'schedule.timestep-out-of-range': ({ t, last }: { t: number; last: number }) =>
    `the timestep is ${t}: use a whole number from 0 to ${last}`,
  'schedule.too-short-for-zero-snr': () =>
    'zero terminal SNR needs at least 2 timesteps: use more, or leave zeroSnr out',
} satisfies ErrorCatalog

export const diffusionError = errorsOf(diffusionErrors)
