/** What can be wrong with a data set, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { showShape } from '../../base/shape.ts'
import type { OfDataset } from './of-dataset.ts'

export const datasetErrors = {
  'dataset.size-invalid': ({ dataset, key, value }: OfDataset & { key: string; value: unknown }) =>
    `${key} of ${dataset} is ${value}: use a whole number of at least 1`,
  'dataset.images-not-bytes': ({ dataset }: OfDataset) =>
    `the images of ${dataset} are not bytes: give a Uint8Array of values from 0 to 255`,
  'dataset.bytes-mismatch': ({
    dataset,
    shape,
    need,
    have,
  }: OfDataset & { shape: readonly number[]; need: number; have: number }) =>
    `${dataset} holds ${have} bytes, and ${shape[0]} images of ${showShape(shape.slice(1))} are ` +
    `${need}: give one byte per value`,
  'dataset.labels-mismatch': ({
    dataset,
    labels,
    images,
  }: OfDataset & { labels: number; images: number }) =>
    `${dataset} has ${labels} labels for ${images} images: give one for each`,
  'dataset.label-out-of-range': ({
    dataset,
    index,
    label,
    most,
  }: OfDataset & { index: number; label: unknown; most: number }) =>
    `label ${index} of ${dataset} is ${label}: use whole numbers from 0 to ${most}`,
  'dataset.count-out-of-range': ({
    dataset,
    count,
    most,
  }: OfDataset & { count: number; most: number }) =>
    `${count} images of ${dataset} cannot be taken: take a whole number from 1 to ${most}`,
  'dataset.single-image': ({ dataset }: OfDataset) =>
    `${dataset} has a single image, and validation needs one that is not trained on: add more`,
  'dataset.share-out-of-range': ({ share }: { share: number }) =>
    `share is ${share}: use a number above 0 and below 1`,
  'dataset.index-out-of-range': ({
    dataset,
    index,
    count,
  }: OfDataset & { index: number; count: number }) =>
    `${dataset} has no image ${index}: use whole numbers from 0 to ${count - 1}`,
  'dataset.batch-too-small': ({ need, have }: { need: number; have: number }) =>
    `the images take ${need} values, and the array holds ${have}: give a longer one`,
} satisfies ErrorCatalog

export const datasetError = errorsOf(datasetErrors)
