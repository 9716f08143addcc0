/** What can be wrong with another program's model. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'

export const interchangeErrors = {
  'config.not-an-object': ({ file }: { file: string }) =>
    `${file} is not an object: the file is damaged; get it again`,

  'config.value-not-covered': ({
    file,
    owner,
    key,
    value,
    covered,
  }: {
    file: string
    owner: string
    key: string
    value: string
    covered: string
  }) =>
    `${file} sets ${key} of ${owner} to ${value}, which is not covered here: covered is ${covered}`,

  'config.of-another-model': ({ name }: { name: string }) =>
    `this is a ${name}, and UNet2DModel is what is covered here: use a model of images without text`,

  'scheduler.not-of-diffusion': ({ scheduler }: { scheduler: string }) =>
    `${scheduler} does not mix image and noise along betas, as the models covered here do: use a ` +
    'model with one of DDPM, DDIM, DPM-Solver++, DEIS, UniPC, Euler or Heun',

  'weights.index-damaged': ({ problem }: { problem: string }) =>
    `the index of the weights' files is damaged (${problem}): get it again`,
} satisfies ErrorCatalog

/** `throw interchangeError('scheduler.not-an-object')` */
export const interchangeError = errorsOf(interchangeErrors)
