/** What can be wrong with IDX files of images and labels, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { showShape } from '../../base/shape.ts'

export const idxImagesErrors = {
  'idx.not-images': ({ shape }: { shape: readonly number[] }) =>
    `the file holds an array ${showShape(shape)}, and images are (count, height, width) or ` +
    '(count, height, width, channels): were images and labels exchanged?',
  'idx.not-labels': ({ shape }: { shape: readonly number[] }) =>
    `the file holds an array ${showShape(shape)}, and labels are (count): were images and ` +
    'labels exchanged?',
  'idx.labels-mismatch': ({
    labels,
    images,
    file,
  }: {
    labels: number
    images: number
    file: string
  }) =>
    `the file has ${labels} labels, and ${file} has ${images} images: take both files from one ` +
    'distribution, or leave the labels out',
} satisfies ErrorCatalog

export const idxImagesError = errorsOf(idxImagesErrors)
