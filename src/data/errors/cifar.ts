/** What can be wrong with CIFAR's files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const cifarErrors = {
  'cifar.bytes-mismatch': ({ have, record }: { have: number; record: number }) =>
    `the file has ${have} bytes, and CIFAR has ${record} for each image: copy or download it again`,
  'cifar.label-out-of-range': ({ label, most }: { label: number; most: number }) =>
    `the file has the label ${label}, and ${most} is the last class: copy or download it again`,
} satisfies ErrorCatalog

export const cifarError = errorsOf(cifarErrors)
