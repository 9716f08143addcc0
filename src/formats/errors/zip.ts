/** What can be wrong with zip archives, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, type Entry } from './words.ts'

export const zipErrors = {
  'zip.directory-missing': () =>
    `zip: the list of its files is missing, so the file is cut short or not a zip archive: ${AGAIN}`,
  'zip.directory-corrupt': () => `zip: the list of its files is corrupt: ${AGAIN}`,
  'zip.in-parts': () => 'zip: the archive is split into several files: join them first',
  'zip.encrypted': ({ entry }: Entry) =>
    `zip: ${entry} is encrypted: unpack the archive with its password, and use the folder`,
  'zip.method-unsupported': ({ entry, method }: Entry & { method: number }) =>
    `zip: ${entry} is compressed by method ${method}, and only stored and deflated files are read: ` +
    'unpack the archive, and use the folder',
  'zip.entry-corrupt': ({ entry }: Entry) => `zip: ${entry} is corrupt: ${AGAIN}`,
  'zip.declares-too-much': ({
    entry,
    declared,
    compressed,
  }: Entry & { declared: number; compressed: number }) =>
    `zip: ${entry} declares ${declared} bytes, which ${compressed} compressed bytes cannot hold, or ` +
    `are too many: ${AGAIN}`,
} satisfies ErrorCatalog

export const zipError = errorsOf(zipErrors)
