/** Single images as a dataset: one size, colours and alpha where one has them, classes by name. No files. */

import { naturalOrder } from '../base/natural-order.ts'
import { hasAlpha, type Raster } from '../formats/raster.ts'
import type { Dataset } from './dataset.ts'
import { imageSetError } from './errors/images.ts'
import { withChannels } from './raster-values.ts'
import { epochOrder } from './shuffle.ts'
import type { PlannedImages } from './source.ts'

/** An image, and the class it belongs to where there are classes. */
export interface LabelledImage {
  readonly image: Raster
  readonly className?: string
}

/** Labels are bytes. */
const MOST_CLASSES = 256
/** What a typed array holds everywhere. */
const MOST_BYTES = 2 ** 31 - 1

/** How many images each size has, the most frequent first. */
function sizesOf(images: readonly LabelledImage[]): { size: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { image } of images) {
    const size = `${image.width} x ${image.height}`
    counts.set(size, (counts.get(size) ?? 0) + 1)
  }
  return [...counts].map(([size, count]) => ({ size, count })).sort((a, b) => b.count - a.count)
}

function checkSizes(name: string, images: readonly LabelledImage[]): void {
  const sizes = sizesOf(images)
  if (sizes.length === 1) return
  throw imageSetError('images.sizes-differ', { dataset: name, sizes })
}

/** @throws {DdpmError} `images.too-large` for a set that no array holds */
export function checkBytes(name: string, { count, height, width, channels }: PlannedImages): void {
  const bytes = count * height * width * channels
  if (bytes > MOST_BYTES)
    throw imageSetError('images.too-large', { dataset: name, bytes, most: MOST_BYTES })
}

/** Whether red, green and blue are alike in every pixel that is seen. */
export function isGrey({ channels, data }: Raster): boolean {
  if (channels < 3) return true
  for (let i = 0; i < data.length; i += channels) {
    const differ = data[i] !== data[i + 1] || data[i] !== data[i + 2]
    if (differ && (channels === 3 || data[i + 3] > 0)) return false
  }
  return true
}

/** Whether nothing shows through. */
export function isOpaque({ channels, data }: Raster): boolean {
  if (!hasAlpha(channels)) return true
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] < 255) return false
  return true
}

/** Channels in which images lose nothing: those of colours, and of an alpha, where one has them. */
export function channelsFor(images: readonly Raster[]): Raster['channels'] {
  const colours = images.every(isGrey) ? 1 : 3
  const alpha = images.every(isOpaque) ? 0 : 1
  return (colours + alpha) as Raster['channels']
}

/** @throws {DdpmError} `images.too-many-classes` */
export function checkClassCount(dataset: string, classes: number): void {
  if (classes <= MOST_CLASSES) return
  throw imageSetError('images.too-many-classes', { dataset, classes, most: MOST_CLASSES })
}

function classesOf(name: string, images: readonly LabelledImage[]): readonly string[] {
  const given = images.flatMap(({ className }) => className ?? [])
  const without = images.length - given.length
  if (given.length > 0 && without > 0) {
    throw imageSetError('images.class-missing', { dataset: name, without, images: images.length })
  }
  const classes = [...new Set(given)].sort(naturalOrder)
  checkClassCount(name, classes.length)
  return classes
}

/**
 * A dataset of images that agree in size. They are shuffled once, in an order that depends on
 * their number alone, so that each part of the set holds every class.
 * @throws {DdpmError} `images.none`, `images.sizes-differ`, `images.class-missing`,
 * `images.too-many-classes`, `images.too-large`
 */
export function datasetOf(name: string, images: readonly LabelledImage[]): Dataset {
  if (images.length === 0) throw imageSetError('images.none', { dataset: name })
  checkSizes(name, images)
  const classes = classesOf(name, images)
  const [{ image: first }] = images
  const channels = channelsFor(images.map(({ image }) => image))
  const size = first.width * first.height * channels
  checkBytes(name, { ...first, channels, count: images.length })
  const bytes = new Uint8Array(size * images.length)
  const labels = new Uint8Array(images.length)
  epochOrder(images.length, 0, 0).forEach((from, to) => {
    const { image, className } = images[from]
    bytes.set(withChannels(image, channels).data, to * size)
    labels[to] = className === undefined ? 0 : classes.indexOf(className)
  })
  const { height, width } = first
  const set = { name, count: images.length, height, width, channels, images: bytes }
  return classes.length > 0 ? { ...set, labels, classes } : set
}
