/** What can be wrong with another program's model. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'

export const interchangeErrors = {
  'scheduler.not-an-object': () =>
    'scheduler_config.json is not an object: the file is damaged; get it again',

  'scheduler.value-not-covered': ({
    scheduler,
    key,
    value,
    covered,
  }: {
    scheduler: string
    key: string
    value: string
    covered: string
  }) =>
    `scheduler_config.json sets ${key} of ${scheduler} to ${value}, which is not covered here: ` +
    `covered is ${covered}`,

  'scheduler.not-of-diffusion': ({ scheduler }: { scheduler: string }) =>
    `${scheduler} does not mix image and noise along betas, as the models covered here do: use a ` +
    'model with one of DDPM, DDIM, DPM-Solver++, DEIS, UniPC, Euler or Heun',

  'weights.index-damaged': ({ problem }: { problem: string }) =>
    `the index of the weights' files is damaged (${problem}): get it again`,
} satisfies ErrorCatalog

/** `throw interchangeError('scheduler.not-an-object')` */
export const interchangeError = errorsOf(interchangeErrors)
