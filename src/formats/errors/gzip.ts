/** What can be wrong with gzip streams, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN } from './words.ts'

export const gzipErrors = {
  'gzip.signature-missing': () =>
    'gzip: the bytes do not begin with 1f 8b: give a gzip file, or one that is not compressed',
  'gzip.corrupt': () => `gzip: the stream is corrupt or cut short: ${AGAIN}`,
  'gzip.too-long': ({ limit }: { limit: number }) =>
    `gzip: the stream holds more than the ${limit} bytes expected: ${AGAIN}`,
} satisfies ErrorCatalog

export const gzipError = errorsOf(gzipErrors)
