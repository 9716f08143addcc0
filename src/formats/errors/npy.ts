/** What can be wrong with NumPy arrays, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN } from './words.ts'

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

export const npyError = errorsOf(npyErrors)
