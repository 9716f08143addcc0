/** What can be wrong with NumPy arrays of images, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import { showShape } from '../../base/shape.ts'

const NAMES_SHOWN = 8

export const numpyErrors = {
  'numpy.images-missing': ({ place, found }: { place: string; found: readonly string[] }) =>
    `${place} has several arrays (${found.slice(0, NAMES_SHOWN).join(', ')}), and none has the name ` +
    'images: give the images that name, and their classes the name labels',
  'numpy.several-sets': ({ name, example }: { name: string; example: string }) =>
    `there are several arrays with the name ${name}, such as ${example}: leave one of them`,
  'numpy.not-images': ({ shape }: { shape: readonly number[] }) =>
    `the file holds an array ${showShape(shape)}, and images are (count, height, width), (count, ` +
    'height, width, channels) or (count, channels, height, width) with 1 to 4 channels and sides of ' +
    'at most 1024',
  'numpy.range-unclear': ({ type, low, high }: { type: string; low: number; high: number }) =>
    `the images are numbers of type ${type} from ${low} to ${high}, and it is unclear what is black ` +
    'and what is white: give uint8 from 0 to 255, or floats from 0 to 1 or from -1 to 1',
  'numpy.labels-mismatch': ({ shape, images }: { shape: readonly number[]; images: number }) =>
    `the labels are an array ${showShape(shape)}, and there are ${images} images: give one number or ` +
    'one name for each',
  'numpy.label-out-of-range': ({ label, most }: { label: unknown; most: number }) =>
    `the label ${label} is out of range: use whole numbers from 0 to ${most}, or names`,
} satisfies ErrorCatalog

export const numpyError = errorsOf(numpyErrors)
