/** What can be wrong with packed sets, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import type { OfDataset } from './of-dataset.ts'

export const packedErrors = {
  'packed.not-images': () => 'the file is not a packed set of images: make one with ddpm pack',
  'packed.classes-too-long': ({ dataset }: OfDataset) =>
    `the names of the classes of ${dataset} take more than 128 KiB: give shorter names`,
  'packed.changed': () => 'the packed set became shorter while it was read: pack it again',
} satisfies ErrorCatalog

export const packedError = errorsOf(packedErrors)
