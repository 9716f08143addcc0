/** What can be wrong with images that are to be one set, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import type { OfDataset } from './of-dataset.ts'

const SIZES_SHOWN = 3

/** `2 of 28 x 28, 1 of 32 x 32 and 4 sizes more`. */
function listSizes(sizes: readonly { readonly size: string; readonly count: number }[]): string {
  const shown = sizes.slice(0, SIZES_SHOWN).map(({ size, count }) => `${count} of ${size}`)
  const left = sizes.length - SIZES_SHOWN
  const more = left > 0 ? ` and ${left} more ${left === 1 ? 'size' : 'sizes'}` : ''
  return shown.join(', ') + more
}

export const imageSetErrors = {
  'images.none': ({ dataset }: OfDataset) => `${dataset} has no images: add some`,
  'images.sizes-differ': ({
    dataset,
    sizes,
  }: OfDataset & { sizes: readonly { readonly size: string; readonly count: number }[] }) =>
    `the images of ${dataset} differ in size (${listSizes(sizes)}): choose one for all with ` +
    '--image-size N (in code: imageSize)',
  'images.class-missing': ({
    dataset,
    without,
    images,
  }: OfDataset & { without: number; images: number }) =>
    `${without} of the ${images} images of ${dataset} have no class and the others do: give each ` +
    'its class, or none',
  'images.too-many-classes': ({
    dataset,
    classes,
    most,
  }: OfDataset & { classes: number; most: number }) =>
    `${dataset} has ${classes} classes, and ${most} are the most: merge some`,
  'images.channels-fixed': ({ dataset, channels }: OfDataset & { channels: number }) =>
    `${dataset} has images of ${channels} channels, and those of 1 to 4 are resized: leave ` +
    '--image-size and --background out',
  'images.too-large': ({ dataset, bytes, most }: OfDataset & { bytes: number; most: number }) =>
    `${dataset} takes ${bytes} bytes, and ${most} are the most: use a smaller --image-size, or ` +
    'fewer images',
  'image.channels-mismatch': ({ given, wanted }: { given: number; wanted: number }) =>
    `the images have ${given} channels and the model's ${wanted}, and only grey and RGB, with or ` +
    'without alpha, can be turned into each other: name images of as many channels',
} satisfies ErrorCatalog

export const imageSetError = errorsOf(imageSetErrors)
