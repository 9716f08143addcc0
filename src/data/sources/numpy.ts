/** Arrays of NumPy: `.npy` files, and `.npz` archives of them. */

import { DdpmError } from '../../base/errors.ts'
import { naturalOrder } from '../../base/natural-order.ts'
import { type NpyArray, readNpy } from '../../formats/npy.ts'
import type { Dataset } from '../dataset.ts'
import { imageSetError } from '../errors/images.ts'
import { numpyError } from '../errors/numpy.ts'
import { bytesFrom, imagesShape, toRows } from '../numpy-images.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import type { DataFile, DataFolder, FolderSource, ReadOptions, Split } from '../source.ts'

/** What arrays are called: by NumPy itself, Keras, MedMNIST and the habits of many. */
const names: Record<
  Split,
  { readonly images: readonly string[]; readonly labels: readonly string[] }
> = {
  train: {
    images: ['images', 'x_train', 'train_images', 'image', 'x', 'data', 'samples', 'imgs', 'arr_0'],
    labels: ['labels', 'y_train', 'train_labels', 'label', 'y', 'targets', 'arr_1'],
  },
  test: { images: ['x_test', 'test_images'], labels: ['y_test', 'test_labels'] },
}
const classLists = ['classes', 'class_names', 'label_names']

const arrayName = ({ path }: DataFile) =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.npy$/i, '')
    .toLowerCase()

const arraysIn = (files: readonly DataFile[]) => files.filter(({ path }) => /\.npy$/i.test(path))

/** The first array of these names, in the order of the names. */
function named(arrays: readonly DataFile[], wanted: readonly string[]): DataFile | undefined {
  for (const name of wanted) {
    const found = arrays.filter((file) => arrayName(file) === name)
    if (found.length > 1) throw numpyError('numpy.several-sets', { name, example: found[1].place })
    if (found.length === 1) return found[0]
  }
  return undefined
}

/** A single array has images, whatever it is called. */
function find(files: readonly DataFile[], split: Split) {
  const arrays = arraysIn(files)
  const alone = split === 'train' && arrays.length === 1 ? arrays[0] : undefined
  const images = alone ?? named(arrays, names[split].images)
  return images && { images, labels: alone ? undefined : named(arrays, names[split].labels) }
}

async function arrayOf(file: DataFile): Promise<NpyArray> {
  try {
    return readNpy(await file.bytes())
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file.place) : error
  }
}

const MOST_CLASSES = 256

type Labels = Pick<Dataset, 'labels' | 'classes'>

/** Class numbers, which `classes` names where it is given. */
function numbered(values: ArrayLike<number>, classes: readonly string[] | undefined): Labels {
  const numbers = Array.from(values)
  const wrong = numbers.findIndex(
    (label) => !(Number.isInteger(label) && label >= 0 && label < MOST_CLASSES),
  )
  if (wrong >= 0) {
    throw numpyError('numpy.label-out-of-range', { label: numbers[wrong], most: MOST_CLASSES - 1 })
  }
  const highest = numbers.reduce((a, b) => Math.max(a, b), 0)
  const all = Array.from(
    { length: highest + 1 },
    (_, number) => classes?.[number] ?? String(number),
  )
  return {
    labels: Uint8Array.from(numbers),
    classes: [...all, ...(classes?.slice(all.length) ?? [])],
  }
}

/** Names of classes, one for each image. */
function worded(values: readonly string[]): Labels {
  const classes = [...new Set(values)].sort(naturalOrder)
  if (classes.length > MOST_CLASSES) {
    throw imageSetError('images.too-many-classes', {
      ...{ dataset: 'labels', classes: classes.length, most: MOST_CLASSES },
    })
  }
  const numbers = new Map(classes.map((name, number) => [name, number]))
  return { labels: Uint8Array.from(values, (name) => numbers.get(name)!), classes }
}

const isText = (values: NpyArray['values']): values is readonly string[] => Array.isArray(values)

/** One label for each image: (N) or (N, 1). */
async function labelsOf(
  file: DataFile,
  count: number,
  classes: readonly string[] | undefined,
): Promise<Labels> {
  const { shape, values } = await arrayOf(file)
  const isList = shape.length === 1 || (shape.length === 2 && shape[1] === 1)
  if (!isList || shape[0] !== count) {
    throw numpyError('numpy.labels-mismatch', { shape, images: count }).in(file.place)
  }
  try {
    return isText(values) ? worded(values) : numbered(values, classes)
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file.place) : error
  }
}

/** A list of class names, where the archive holds one. */
async function classesIn(files: readonly DataFile[]): Promise<readonly string[] | undefined> {
  const file = named(arraysIn(files), classLists)
  if (!file) return undefined
  const { values } = await arrayOf(file)
  return isText(values) && values.length <= MOST_CLASSES ? values : undefined
}

function pixelsOf(file: DataFile, array: NpyArray) {
  try {
    const shape = imagesShape(array.shape)
    return { ...shape, images: toRows(bytesFrom(array), shape) }
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file.place) : error
  }
}

async function read(
  { name, place, files }: DataFolder,
  { split = 'train', signal, onProgress }: ReadOptions,
): Promise<Dataset | undefined> {
  const found = find(files, split)
  if (!found && split === 'test') return undefined
  if (!found) {
    throw numpyError('numpy.images-missing', { place, found: arraysIn(files).map(arrayName) })
  }
  onProgress?.({ stage: 'reading', done: 0, total: 2 })
  const array = await arrayOf(found.images)
  signal?.throwIfAborted()
  onProgress?.({ stage: 'reading', done: 1, total: 2 })
  const { count, height, width, channels, images } = pixelsOf(found.images, array)
  const set = { name, count, height, width, channels, images }
  if (!found.labels) return set
  return { ...set, ...(await labelsOf(found.labels, count, await classesIn(files))) }
}

export const numpyArrays: FolderSource = {
  name: 'NumPy arrays',
  help: 'NumPy arrays (.npz or .npy: images, labels)',
  origin: 'folder',
  options: preparationSpecs,
  recognises: (files, { split = 'train' }) =>
    split === 'train' ? arraysIn(files).length > 0 : find(files, split) !== undefined,
  read,
}
