/** What can be wrong with files and folders of images, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'

export const readingErrors = {
  'image.not-an-image': ({ named, seems }: { named: string | undefined; seems: string }) => {
    const content =
      seems === 'empty' ? 'is empty' : `holds ${seems === 'text' ? 'text' : 'something else'}`
    const words = named === undefined ? 'the file is not an image' : `the file is named as ${named}`
    return `${words} and ${content}: copy or download it again, or take it out`
  },
  'image.kind-unsupported': ({ kind, known }: { kind: string; known: readonly string[] }) =>
    `${kind} images are not read here: turn it into one of ${known.join(', ')}`,
  'images.beside-classes': ({
    place,
    images,
    example,
  }: {
    place: string
    images: number
    example: string
  }) =>
    `${place} has ${images} images beside its classes, such as ${example}: move them into a ` +
    'sub-folder, or all images into one folder',
  'images.broken': ({
    place,
    images,
    broken,
    example,
  }: {
    place: string
    images: number
    broken: number
    example: string
  }) =>
    `${broken} of the ${images} images in ${place} are broken, such as ${example}; replace them or ` +
    'take them out',
  'data.unrecognised': ({
    place,
    found,
    more,
    expected,
  }: {
    place: string
    found: readonly string[]
    more: number
    expected: readonly string[]
  }) => {
    const names = `found ${found.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    const held = found.length === 0 ? 'it is empty' : names
    return `${place} holds no images (${held}): give a folder with ${expected.join(' or ')}`
  },
} satisfies ErrorCatalog

export const readingError = errorsOf(readingErrors)
