/** What can fail between a program and its page, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const browserErrors = {
  'kernels.unreachable': ({ file, status }: { file: string; status?: number }) =>
    `${file} could not be fetched${status === undefined ? ' (is the page online?)' : `: the server answered ${status}`}: ` +
    'reload the page',

  'model.unreachable': ({ url, status }: { url: string; status?: number }) =>
    `the model ${url} could not be fetched${status === undefined ? ' (is the page online, and may it read there?)' : `: the server answered ${status}`}`,
  'model.bundled-unreachable': ({ name, url }: { name: string; url: string }) =>
    `the model ${name} is not at ${url}: bundlers leave it out, so import the address of ` +
    `ddpm/models/${name}.safetensors as theirs asks for it (in Vite with ?url), and load that`,
} satisfies ErrorCatalog

export const browserError = errorsOf(browserErrors)
