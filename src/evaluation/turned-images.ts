/** A task that images without classes set: which way up they are, for a classifier to learn features from. */

import { type Dataset, imageSize } from '../data/dataset.ts'
import { classCount } from './labels.ts'

/** Turned images at most, so that memory holds them: each comes four times. */
const MOST = 20_000

/** Whether a classifier can learn the classes of the data. */
export const hasClasses = (data: Pick<Dataset, 'labels' | 'classes'>): boolean =>
  data.labels !== undefined && classCount(data as Dataset) > 1

/** By quarter turns where images are square, else mirrored left to right, top to bottom, and both. */
function sourceOf(turn: number, x: number, y: number, { width, height }: Dataset): number {
  const [left, up] = [width - 1 - x, height - 1 - y]
  if (width === height) {
    const [from, at] = [
      [x, y],
      [y, left],
      [left, up],
      [up, x],
    ][turn]
    return at * width + from
  }
  return (turn & 2 ? up : y) * width + (turn & 1 ? left : x)
}

/**
 * Each image in four positions, labelled by them (Gidaris et al. 2018): what tells them apart describes the
 * images, too.
 */
export function turnedImages(data: Dataset): Dataset {
  const count = Math.min(data.count, MOST)
  const size = imageSize(data)
  const { width, height, channels } = data
  const images = new Uint8Array(4 * count * size)
  const places = [0, 1, 2, 3].map((turn) =>
    Int32Array.from({ length: width * height }, (_, i) =>
      sourceOf(turn, i % width, Math.floor(i / width), data),
    ),
  )
  for (let i = 0, to = 0; i < 4 * count; i++) {
    const [start, place] = [Math.floor(i / 4) * size, places[i % 4]]
    for (let pixel = 0; pixel < place.length; pixel++) {
      const from = start + place[pixel] * channels
      for (let c = 0; c < channels; c++) images[to++] = data.images[from + c]
    }
  }
  const labels = Uint8Array.from({ length: 4 * count }, (_, i) => i % 4)
  return { name: data.name, width, height, channels, count: 4 * count, images, labels }
}

/** What a classifier is trained on for some data: its classes, or its positions where it has none. */
export const classifierData = (data: Dataset): Dataset =>
  hasClasses(data) ? data : turnedImages(data)
