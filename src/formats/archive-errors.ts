/** What can be wrong with archives and with NumPy's arrays, by code. */

import type { ErrorCatalog } from '../base/errors.ts'

const AGAIN = 'copy or download the file again'

export interface Entry {
  readonly entry: string
}

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

export const tarErrors = {
  'tar.header-corrupt': ({ at }: { at: number }) =>
    `tar: the header at byte ${at} is corrupt: ${AGAIN}`,
  'tar.truncated': ({ entry }: Entry) => `tar: the archive is cut short in ${entry}: ${AGAIN}`,
  'tar.sparse': ({ entry }: Entry) =>
    `tar: ${entry} is stored with holes, which are not read: unpack the archive, and use the folder`,
} satisfies ErrorCatalog

export const npyErrors = {
  'npy.signature-missing': () =>
    'npy: the file does not begin as an array of NumPy does: write it with numpy.save',
  'npy.header-invalid': () => `npy: the header of the array is corrupt: ${AGAIN}`,
  'npy.type-unsupported': ({ type }: { type: string }) =>
    `npy: elements of type ${type} are not read: give uint8 for images (in Python: ` +
    'array.astype("uint8")), whole numbers or strings for labels',
  'npy.bytes-mismatch': ({
    shape,
    need,
    have,
  }: {
    shape: readonly number[]
    need: number
    have: number
  }) => `npy: the shape (${shape.join(', ')}) takes ${need} bytes, and ${have} follow: ${AGAIN}`,
} satisfies ErrorCatalog
