/** Folders of images; their sub-folders are classes. */

import { DdpmError } from '../../base/errors.ts'
import { sidesOf } from '../../base/image-size.ts'
import { pacer } from '../../base/pace.ts'
import { imageKind, KIND_BYTES, namedKind, otherKind } from '../../formats/image-kind.ts'
import { hasAlpha, type Raster } from '../../formats/raster.ts'
import { backgroundSpec } from '../background.ts'
import { classNamer, emptyClasses, filesOfSplit, isExtra } from '../class-folders.ts'
import type { Dataset } from '../dataset.ts'
import { decodeImage } from '../decode-image.ts'
import { readingError } from '../errors/reading.ts'
import { channelsFor, checkBytes, datasetOf } from '../image-set.ts'
import { type BrokenImage, type LeftOut, leftOutWords, type OtherFile } from '../left-out.ts'
import { prepareImage } from '../prepare-image.ts'
import { resizeSpecs } from '../resize.ts'
import {
  type DataFile,
  type DataFolder,
  type FolderSource,
  imageSizeOption,
  type PlannedImages,
  type ReadOptions,
} from '../source.ts'

/** Of a hundred files so many may be broken and are left out. */
const MOST_BROKEN = 0.05
/** Files that are read at once: while one is decoded, others come from the disk. */
const LANES = 8

const options = {
  ...{ imageSize: imageSizeOption, ...resizeSpecs, background: backgroundSpec },
} as const

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

/** What became of a file. */
type Found =
  | { readonly image: Raster }
  | { readonly broken: BrokenImage }
  | { readonly other: OtherFile }

/** The beginning of a file whose name does not say that it is an image: the rest may be long. */
async function isOther(file: DataFile): Promise<OtherFile | undefined> {
  if (namedKind(file.path) !== undefined || !file.open) return undefined
  const head = await (await file.open()).read(0, KIND_BYTES)
  return imageKind(head) ? undefined : { path: file.path, seems: otherKind(head) }
}

async function readFile(file: DataFile, given: ReadOptions): Promise<Found> {
  const { decoder, isOfFile } = given
  let kind = namedKind(file.path)
  try {
    const other = await isOther(file)
    if (other) return { other }
    const bytes = await file.bytes()
    kind = imageKind(bytes) ?? kind
    if (kind === undefined) return { other: { path: file.path, seems: otherKind(bytes) } }
    const image = await decodeImage(bytes, file.path, decoder)
    given.onImage?.(file.path, image)
    return { image: prepareImage(image, given) }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    const isBroken =
      /^(png|bmp|image)\.|^zip\.(entry|declares)/.test(error.code) &&
      error.code !== 'image.sharp-missing'
    const named = error.values['place'] === file.place ? error : error.in(file.place)
    if (!isBroken && !isOfFile?.(error)) throw named
    return { broken: { kind, error: named } }
  }
}

/** What became of each file; several are read at once. */
async function readAll(
  name: string,
  files: readonly DataFile[],
  given: ReadOptions,
): Promise<Found[]> {
  const found: Found[] = []
  const look = planner(name, files.length, given)
  let [next, done, isPlanned] = [0, 0, false]
  const lane = async (goesOn: () => boolean) => {
    const pace = pacer(given.signal)
    while (next < files.length && goesOn()) {
      const at = next++
      await pace()
      given.onProgress?.({ stage: 'reading', done: done++, total: files.length })
      found[at] = await readFile(files[at], given)
      if (!('image' in found[at])) continue
      look(found[at].image)
      isPlanned = true
    }
  }
  try {
    await lane(() => !isPlanned) // the first image says what all will take, before more are read
    await Promise.all(Array.from({ length: Math.min(LANES, files.length) }, () => lane(() => true)))
  } finally {
    next = files.length // where one lane fails, the others stop
  }
  given.signal?.throwIfAborted()
  given.onProgress?.({ stage: 'reading', done: files.length, total: files.length })
  return found
}

/** @throws {DdpmError} `images.broken` where more cannot be read than may be left out */
function checkBroken(place: string, images: number, left: LeftOut, given: ReadOptions): void {
  const broken = left.broken.length
  const { mostBroken = MOST_BROKEN } = given
  if (broken === 0 || (images > 0 && broken <= (images + broken) * mostBroken)) return
  const example = left.broken[0].error.message
  throw readingError('images.broken', { place, images: images + broken, broken, example })
}

async function read(folder: DataFolder, given: ReadOptions): Promise<Dataset | undefined> {
  const { name, place, split: only = given.split ?? 'train' } = folder
  const visible = folder.files.filter(isVisible)
  const files = folder.split ? visible : filesOfSplit(visible, given.split ?? 'train')
  if (!files || only !== (given.split ?? 'train')) return undefined
  classNamer(
    place,
    files.filter(({ path }) => namedKind(path)),
  ) // refuses before it reads
  const found = await readAll(name, files, given)
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
  return datasetOf(name, images)
}

export const imageFolder: FolderSource = {
  name: 'images',
  help: 'images (sub-folders are classes, or metadata.csv, WebDataset and Parquet say them)',
  origin: 'folder',
  options,
  recognises: (files) => files.some(isVisible),
  read,
}
