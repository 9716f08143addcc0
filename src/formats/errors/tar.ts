/** What can be wrong with tar archives, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, type Entry } from './words.ts'

export const tarErrors = {
  'tar.header-corrupt': ({ at }: { at: number }) =>
    `tar: the header at byte ${at} is corrupt: ${AGAIN}`,
  'tar.truncated': ({ entry }: Entry) => `tar: the archive is cut short in ${entry}: ${AGAIN}`,
  'tar.sparse': ({ entry }: Entry) =>
    `tar: ${entry} is stored with holes, which are not read: unpack the archive, and use the folder`,
} satisfies ErrorCatalog

export const tarError = errorsOf(tarErrors)
