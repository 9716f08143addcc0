/** Folders of images; their sub-folders are classes. */

import { sidesOf } from '../../base/image-size.ts'
import { namedKind } from '../../formats/image-kind.ts'
import { hasAlpha, type Raster } from '../../formats/raster.ts'
import { backgroundOf } from '../background.ts'
import { classNamer, emptyClasses, filesOf, isExtra } from '../class-folders.ts'
import type { Dataset } from '../dataset.ts'
import { readingError } from '../errors/reading.ts'
import { channelsFor, checkBytes, checkClassCount, datasetOf } from '../image-set.ts'
import { type LeftOut, leftOutWords } from '../left-out.ts'
import { preparationOf } from '../preparation.ts'
import { preparationSpecs } from '../preparation-specs.ts'
import { readImageFiles } from '../read-images.ts'
import type { DataFile, DataFolder, FolderSource, PlannedImages, ReadOptions } from '../source.ts'

/** Of a hundred files so many may be broken and are left out. */
const MOST_BROKEN = 0.05

const isVisible = ({ path }: DataFile) => !isExtra(path)

/** What has the colours of the one and the alpha of the other. */
function both(a: Raster['channels'], b: Raster['channels']): Raster['channels'] {
  const colours = Math.max(a, b) > 2 ? 3 : 1
  const alpha = hasAlpha(a) || hasAlpha(b) ? 1 : 0
  return (colours + alpha) as Raster['channels']
}

/**
 * Judges what a folder will take as soon as that is known: its images have the size that is asked for,
 * or that of the first, and where one has colours or an alpha, all have.
 * @returns what looks at each image
 */
function planner(name: string, count: number, { imageSize: size, onPlan }: ReadOptions) {
  let planned: PlannedImages | undefined
  const plan = (next: PlannedImages) => {
    planned = next
    checkBytes(name, next)
    if (size !== undefined) onPlan?.(next)
  }
  if (size !== undefined) plan({ count, ...sidesOf(size), channels: 1 })
  return (image: Raster) => {
    const { height, width, channels = 1 } = planned ?? { ...image, channels: undefined }
    if (planned && channels >= image.channels && channels > 2) return // nothing that it lacks
    const needed = both(channels, channelsFor([image]))
    if (needed !== planned?.channels) plan({ count, height, width, channels: needed })
  }
}

/** @throws {DdpmError} `images.broken` where more cannot be read than may be left out */
function checkBroken(place: string, images: number, left: LeftOut, given: ReadOptions): void {
  const broken = left.broken.length
  const { mostBroken = MOST_BROKEN } = given
  if (broken === 0 || (images > 0 && broken <= (images + broken) * mostBroken)) return
  const example = left.broken[0].error.message
  throw readingError('images.broken', { place, images: images + broken, broken, example })
}

/**
 * Refuses classes before images are read, as far as files are named as images.
 * @throws {DdpmError} `images.beside-classes`, `images.too-many-classes`
 */
function checkClasses(name: string, place: string, files: readonly DataFile[]): void {
  const images = files.filter(({ path }) => namedKind(path))
  checkClassCount(name, new Set(images.map(classNamer(place, images))).size)
}

async function read(folder: DataFolder, given: ReadOptions): Promise<Dataset | undefined> {
  const { name, place } = folder
  const files = filesOf(folder, given.split ?? 'train')
  if (!files) return undefined
  checkClasses(name, place, files)
  backgroundOf(given.background)
  const look = planner(name, files.length, given)
  const found = await readImageFiles(files, given, (one) => {
    if ('image' in one) look(one.image)
  })
  const readable = files.filter((_, i) => 'image' in found[i])
  const left: LeftOut = {
    broken: found.flatMap((one) => ('broken' in one ? [one.broken] : [])),
    others: found.flatMap((one) => ('other' in one ? [one.other] : [])),
    emptyClasses: emptyClasses(readable, files, folder.folders),
  }
  given.onLeftOut?.(left)
  checkBroken(place, readable.length, left, given)
  if (readable.length === 0) return undefined
  for (const text of leftOutWords(left)) given.onNotice?.(text)
  const classOf = classNamer(place, readable)
  const images = files.flatMap((file, i) => {
    const one = found[i]
    return 'image' in one ? [{ image: one.image, className: classOf(file) }] : []
  })
  return { ...datasetOf(name, images), preparation: preparationOf(given) }
}

export const imageFolder: FolderSource = {
  name: 'images',
  help: 'images (sub-folders are classes, or metadata.csv, WebDataset and Parquet say them)',
  origin: 'folder',
  options: preparationSpecs,
  recognises: (files) => files.some(isVisible),
  read,
}
