/** What stands in the way between a program and its machine: files, network, browser; by code. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'

export const hostsErrors = {
  'image.sharp-missing': () =>
    'images other than PNG are read by the package sharp: install it (npm install sharp), or turn ' +
    'the images into PNG',
  'image.undecodable': ({ reason }: { reason: string }) =>
    `the image cannot be decoded (${reason}): copy or download the file again`,
} satisfies ErrorCatalog

export const hostsError = errorsOf(hostsErrors)
