/** What the visitor can act on in the worker, by stable codes. */

import { type ErrorCatalog, errorsOf } from '../../../src/base/errors.ts'

export const computeErrors = {
  'studio.images-gone': () => 'these images are no longer loaded: choose them again',
  'studio.model-gone': () => 'this model is no longer loaded: load it again',
  'studio.model-removed': () => 'this model was removed, perhaps in another tab: choose another',
  'studio.no-training-stored': () =>
    'no unfinished training is stored in this browser: start a new one',
  'studio.model-unreachable': ({ name }: { name: string }) =>
    `${name} could not be fetched: check the network connection, then try again`,
  'studio.model-http': ({ name, status }: { name: string; status: number }) =>
    `${name} could not be fetched: the host answered HTTP ${status}`,
  'studio.no-files': () => 'there are no files in this folder: choose images',
  'studio.labels-alone': () => 'these are labels without images: add the file of the images',
  'studio.file-too-large': ({ gigabytes }: { gigabytes: number }) =>
    `the file has ${gigabytes.toFixed(1)} GB: use at most 1 GB`,
  'studio.file-unreadable': ({ reason }: { reason: string }) =>
    `the browser cannot read the file (${reason}): choose it again`,
  'studio.image-undecodable': ({ type }: { type: string }) =>
    `this browser cannot decode the image (${type}): use PNG, JPEG or WebP`,
  'studio.image-too-large': ({ width, height }: { width: number; height: number }) =>
    `the image has ${width} x ${height} pixels: use a smaller one`,
} satisfies ErrorCatalog

export const computeError = errorsOf(computeErrors)
