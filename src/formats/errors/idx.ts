/** What can be wrong with IDX files, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { AGAIN, listed } from './words.ts'

export const idxErrors = {
  'idx.header-truncated': ({ have, need }: { have: number; need: number }) =>
    `IDX: the header takes ${need} bytes, and the file has ${have}: ${AGAIN}`,
  'idx.signature-missing': ({ magic }: { magic: string }) =>
    `IDX: the file begins with ${magic}, not with 0000 08 and its dimensions: give an IDX file`,
  'idx.type-unsupported': ({ type }: { type: string }) =>
    `IDX: the elements are of type ${type}: only unsigned bytes (0x08) are read`,
  'idx.no-dimensions': () => `IDX: the file declares no dimensions: ${AGAIN}`,
  'idx.size-invalid': ({ size, shape }: { size: number; shape: readonly number[] }) =>
    `IDX: the shape ${listed(shape)} has the size ${size}: use whole numbers from 1`,
  'idx.shape-too-large': ({ shape }: { shape: readonly number[] }) =>
    `IDX: the shape ${listed(shape)} is larger than any file: ${AGAIN}`,
  'idx.bytes-mismatch': ({
    shape,
    need,
    have,
  }: {
    shape: readonly number[]
    need: number
    have: number
  }) =>
    `IDX: the shape ${listed(shape)} takes ${need} bytes, and ${have} follow: the file ` +
    `${have < need ? 'is cut short' : 'is too long'}; ${AGAIN}`,
  'idx.declares-too-much': ({
    declared,
    possible,
    compressed,
  }: {
    declared: number
    possible: number
    compressed: number
  }) =>
    `IDX: the header declares ${declared} bytes, and at most ${possible} are accepted from a ` +
    `gzip stream of ${compressed} bytes: ${AGAIN}`,
  'idx.array-mismatch': ({ shape, have }: { shape: readonly number[]; have: number }) =>
    `IDX: ${have} bytes do not fill the shape ${listed(shape)}, or it has more than 255 dimensions`,
} satisfies ErrorCatalog

export const idxError = errorsOf(idxErrors)
