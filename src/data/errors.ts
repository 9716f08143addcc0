/** What can be wrong with images to learn from, by code. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { showShape } from '../base/shape.ts'

interface OfDataset {
  readonly dataset: string
}

const SIZES_SHOWN = 3
const NAMES_SHOWN = 8

/** `2 of 28 x 28, 1 of 32 x 32 and 4 sizes more`. */
function listSizes(sizes: readonly { readonly size: string; readonly count: number }[]): string {
  const shown = sizes.slice(0, SIZES_SHOWN).map(({ size, count }) => `${count} of ${size}`)
  const left = sizes.length - SIZES_SHOWN
  const more = left > 0 ? ` and ${left} more ${left === 1 ? 'size' : 'sizes'}` : ''
  return shown.join(', ') + more
}

const datasetErrors = {
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

const imageSetErrors = {
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
  'images.too-large': ({ dataset, bytes, most }: OfDataset & { bytes: number; most: number }) =>
    `${dataset} takes ${bytes} bytes, and ${most} are the most: use a smaller --image-size, or ` +
    'fewer images',
  'image.not-an-image': ({ named, seems }: { named: string | undefined; seems: string }) => {
    const content =
      seems === 'empty' ? 'is empty' : `holds ${seems === 'text' ? 'text' : 'something else'}`
    const words = named === undefined ? 'the file is not an image' : `the file is named as ${named}`
    return `${words} and ${content}: copy or download it again, or take it out`
  },
  'image.kind-unsupported': ({ kind, known }: { kind: string; known: readonly string[] }) =>
    `${kind} images are not read here: turn it into one of ${known.join(', ')}`,
  'image.channels-mismatch': ({ given, wanted }: { given: number; wanted: number }) =>
    `the images have ${given} channels and the model's ${wanted}, and only grey and RGB, with or ` +
    'without alpha, can be turned into each other: name images of as many channels',
} satisfies ErrorCatalog

const sourceErrors = {
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
  'digits.option-invalid': ({
    option,
    value,
    least,
  }: {
    option: string
    value: unknown
    least: number
  }) => `digits: ${option} is ${value}: use a whole number of at least ${least}`,
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

const containerErrors = {
  'archive.too-large': ({ place, most }: { place: string; most: number }) =>
    `${place} unpacks to more than ${most} bytes, which is the most for a compressed tar: unpack it ` +
    '(gunzip), or make a zip archive of the images',
  'cifar.bytes-mismatch': ({ have, record }: { have: number; record: number }) =>
    `the file has ${have} bytes, and CIFAR has ${record} for each image: copy or download it again`,
  'cifar.label-out-of-range': ({ label, most }: { label: number; most: number }) =>
    `the file has the label ${label}, and ${most} is the last class: copy or download it again`,
  'metadata.line-invalid': ({ line }: { line: number }) =>
    `line ${line} is not a JSON object: correct the line, or take the file out`,
  'metadata.file-name-missing': ({ columns }: { columns: readonly string[] }) =>
    `the column file_name is missing (there are ${columns.join(', ') || 'none'}): add it, or take the ` +
    'file out',
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
  'packed.not-images': () => 'the file is not a packed set of images: make one with ddpm pack',
  'packed.classes-too-long': ({ dataset }: OfDataset) =>
    `the names of the classes of ${dataset} take more than 128 KiB: give shorter names`,
  'packed.changed': () => 'the packed set became shorter while it was read: pack it again',
  'parquet.images-missing': ({ columns }: { columns: readonly string[] }) =>
    `Parquet: no column holds images (there are ${columns.join(', ') || 'none'}): name it image, with ` +
    'the bytes of an image file in each row, as the datasets of Hugging Face have it',
  'parquet.codec-unsupported': ({ codec }: { codec: string }) =>
    `Parquet: the file is compressed by ${codec}: write it again with snappy, zstd or gzip`,
  'parquet.corrupt': ({ reason }: { reason: string }) =>
    `Parquet: the file is corrupt (${reason}): copy or download it again`,
  'parquet.image-missing': ({ row }: { row: number }) =>
    `Parquet: row ${row} has no image: take the row out`,
  'numpy.label-out-of-range': ({ label, most }: { label: unknown; most: number }) =>
    `the label ${label} is out of range: use whole numbers from 0 to ${most}, or names`,
} satisfies ErrorCatalog

/** Every code of this room. */
export const dataErrors = {
  ...datasetErrors,
  ...imageSetErrors,
  ...sourceErrors,
  ...containerErrors,
}

export const dataError = errorsOf(dataErrors)
