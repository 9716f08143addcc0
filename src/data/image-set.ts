/** Single pictures as a dataset: one size, grey where all are grey, classes by name. No files. */

import { UserError } from '../base/errors.ts'
import type { Raster } from '../formats/raster.ts'
import type { Dataset } from './dataset.ts'
import { epochOrder } from './shuffle.ts'

/** A picture, and the class it belongs to where there are classes. */
export interface LabelledPicture {
  readonly picture: Raster
  readonly className?: string
}

/** Labels are bytes. */
const MOST_CLASSES = 256
/** What a typed array holds everywhere. */
const MOST_BYTES = 2 ** 31 - 1

/** `28 x 28 (60 pictures)` for each size, the most frequent first. */
function sizesOf(pictures: readonly LabelledPicture[]): [size: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { picture } of pictures) {
    const size = `${picture.width} x ${picture.height}`
    counts.set(size, (counts.get(size) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)
}

function checkSizes(name: string, pictures: readonly LabelledPicture[]): void {
  const sizes = sizesOf(pictures)
  if (sizes.length === 1) return
  const shown = sizes.slice(0, 3).map(([size, count]) => `${count} of ${size}`)
  const more = sizes.length > 3 ? ` and ${sizes.length - 3} sizes more` : ''
  throw new UserError(
    `the pictures of ${name} differ in size (${shown.join(', ')}${more}): bring them to one with ` +
      '--image-size N (in code: the option size)',
  )
}

/** Whether red, green and blue are alike in every pixel. */
function isGrey({ channels, data }: Raster): boolean {
  if (channels === 1) return true
  for (let i = 0; i < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false
  }
  return true
}

/** Bytes of a picture with 1 or 3 channels, whichever it has itself. */
function withChannels({ channels, data }: Raster, wanted: 1 | 3): Uint8Array {
  if (channels === wanted) return data
  if (wanted === 1) return data.filter((_, i) => i % 3 === 0)
  return Uint8Array.from({ length: 3 * data.length }, (_, i) => data[Math.floor(i / 3)])
}

function classesOf(name: string, pictures: readonly LabelledPicture[]): readonly string[] {
  const given = pictures.flatMap(({ className }) => className ?? [])
  const without = pictures.length - given.length
  if (given.length > 0 && without > 0) {
    throw new UserError(
      `${without} of the ${pictures.length} pictures of ${name} have no class and the others do: ` +
        'give each its class, or none',
    )
  }
  const classes = [...new Set(given)].sort()
  if (classes.length <= MOST_CLASSES) return classes
  throw new UserError(
    `${name} has ${classes.length} classes and ${MOST_CLASSES} is the most: merge some`,
  )
}

/**
 * A dataset of pictures that agree in size. They are shuffled once, in an order that depends on
 * their number alone, so that each part of the set holds every class.
 * @throws {UserError} where there is none, sizes differ, or there are too many classes,
 * or some pictures have one and some do not.
 */
export function datasetOf(name: string, pictures: readonly LabelledPicture[]): Dataset {
  if (pictures.length === 0) throw new UserError(`${name} has no pictures: add some`)
  checkSizes(name, pictures)
  const classes = classesOf(name, pictures)
  const [{ picture: first }] = pictures
  const channels = pictures.every(({ picture }) => isGrey(picture)) ? 1 : 3
  const size = first.width * first.height * channels
  if (size * pictures.length > MOST_BYTES) {
    throw new UserError(
      `${name} takes more than 2 GiB: use a smaller --image-size, or fewer pictures`,
    )
  }
  const images = new Uint8Array(pictures.length * size)
  const labels = new Uint8Array(pictures.length)
  epochOrder(pictures.length, 0, 0).forEach((from, to) => {
    const { picture, className } = pictures[from]
    images.set(withChannels(picture, channels), to * size)
    labels[to] = className === undefined ? 0 : classes.indexOf(className)
  })
  const { height, width } = first
  const set = { name, count: pictures.length, height, width, channels, images }
  return classes.length > 0 ? { ...set, labels, classes } : set
}
