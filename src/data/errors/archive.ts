/** What can be wrong with compressed archives of images, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const archiveErrors = {
  'archive.too-large': ({ place, most }: { place: string; most: number }) =>
    `${place} unpacks to more than ${most} bytes, which is the most for a compressed tar: unpack it ` +
    '(gunzip), or make a zip archive of the images',
} satisfies ErrorCatalog

export const archiveError = errorsOf(archiveErrors)
