/** Folders of images; their sub-folders are classes. */

import { DdpmError } from '../../base/errors.ts'
import { sidesOf } from '../../base/image-size.ts'
import { pacer } from '../../base/pace.ts'
import { decodePng } from '../../formats/png.ts'
import { hasAlpha, type Raster } from '../../formats/raster.ts'
import { backgroundOf, backgroundSpec, onBackground } from '../background.ts'
import type { Dataset } from '../dataset.ts'
import { dataError } from '../errors.ts'
import { channelsFor, checkBytes, datasetOf, type LabelledImage } from '../image-set.ts'
import { toSize } from '../resize.ts'
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

const options = { imageSize: imageSizeOption, background: backgroundSpec } as const

/** The name's ending in lower case: `.png`. */
function endingOf({ path }: DataFile): string {
  return /\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? ''
}

const isHidden = ({ path }: DataFile) => path.split('/').some((part) => part.startsWith('.'))

function imagesOf(files: readonly DataFile[], { decoder }: ReadOptions): DataFile[] {
  const endings = ['.png', ...(decoder?.endings ?? [])]
  return files.filter((file) => !isHidden(file) && endings.includes(endingOf(file)))
}

const classOf = ({ path, className }: DataFile) => className ?? path.split('/').at(-2)

/** @throws {DdpmError} where some images lie beside the classes and some in them. */
function checkPlaces(place: string, images: readonly DataFile[]): void {
  if (images.some(({ className }) => className !== undefined)) return // places say nothing then
  const loose = images.filter((file) => classOf(file) === undefined)
  if (loose.length === 0 || loose.length === images.length) return
  const example = loose[0].path
  throw dataError('images.beside-classes', { place, images: loose.length, example })
}

/** @throws {DdpmError} where the file is not what its name says, or damaged. */
async function readImage(
  file: DataFile,
  { decoder, imageSize: size, background }: ReadOptions,
): Promise<Raster> {
  const isPng = endingOf(file) === '.png' || !decoder
  const decoded = isPng ? decodePng(await file.bytes()) : await decoder.decode(file)
  const image = onBackground(decoded, backgroundOf(background))
  return size === undefined ? image : toSize(image, size)
}

/** Errors of the bytes of one file; others, such as a missing right, concern them all. */
const isOfBytes = (error: unknown): error is DdpmError =>
  error instanceof DdpmError && /^(png\.|zip\.(entry|declares)|image\.undecodable)/.test(error.code)

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
    const needed = both(channels, channelsFor([image]))
    if (needed !== planned?.channels) plan({ count, height, width, channels: needed })
  }
}

/** Images that can be read, and what is wrong with the others. */
async function readAll(name: string, files: readonly DataFile[], given: ReadOptions) {
  const images: LabelledImage[] = []
  const broken: DdpmError[] = []
  const pace = pacer(given.signal)
  const look = planner(name, files.length, given)
  for (const [done, file] of files.entries()) {
    await pace()
    given.onProgress?.({ stage: 'reading', done, total: files.length })
    try {
      const image = await readImage(file, given)
      look(image)
      images.push({ image, className: classOf(file) })
    } catch (error) {
      if (!isOfBytes(error)) throw error instanceof DdpmError ? error.in(file.place) : error
      broken.push(error.in(file.place))
    }
  }
  given.onProgress?.({ stage: 'reading', done: files.length, total: files.length })
  return { images, broken }
}

async function read(folder: DataFolder, given: ReadOptions): Promise<Dataset | undefined> {
  if (given.split === 'test' && folder.split !== 'test') return undefined
  const { name, place } = folder
  const files = imagesOf(folder.files, given)
  checkPlaces(place, files)
  const { images, broken } = await readAll(name, files, given)
  const { mostBroken = MOST_BROKEN } = given
  if (images.length === 0 || broken.length > files.length * mostBroken) {
    const counts = { images: files.length, broken: broken.length }
    throw dataError('images.broken', { place, ...counts, example: broken[0]?.message ?? '' })
  }
  for (const { message } of broken) given.onNotice?.(`left out ${message}`)
  return datasetOf(name, images)
}

export const imageFolder: FolderSource = {
  name: 'images',
  help: 'images (sub-folders are classes, or metadata.csv, WebDataset and Parquet say them)',
  origin: 'folder',
  options,
  deeper: [],
  recognises: (files, given) => imagesOf(files, given).length > 0,
  read,
}
