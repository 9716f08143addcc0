/** Sets of images that are drawn from a seed: each depends on the seed and its number alone. */

import type { DdpmError } from '../base/errors.ts'
import { type ImageSize, type Sides, sidesOf } from '../base/image-size.ts'
import { pacer } from '../base/pace.ts'
import { RandomStream } from '../engine/random.ts'
import type { Dataset } from './dataset.ts'

/** What is drawn of a set. */
export interface DrawnOptions {
  readonly count: number
  readonly seed?: number | undefined
  /** Number of the first image; 0 by default. */
  readonly first?: number | undefined
  /** Pixels of each side; what is drawn fills the square in the middle. */
  readonly imageSize: ImageSize
}

/** Where an image goes to, from its first byte on. */
export interface Sheet extends Sides {
  readonly bytes: Uint8Array
  readonly offset: number
}

/** One kind of images. */
export interface Drawer {
  readonly name: string
  readonly classes: readonly string[]
  readonly channels: number
  /** Pixels of a side, at least. */
  readonly smallest: number
  /** The stream of its chance. */
  readonly stream: number
  draw(sheet: Sheet, label: number, random: RandomStream): void
  /** The error of an option that is not a whole number of at least `least`. */
  refuse(option: string, value: number, least: number): DdpmError
}

/** The set, its images not drawn yet, and what draws one of them. */
function prepare(drawer: Drawer, { count, seed = 0, first = 0, imageSize }: DrawnOptions) {
  const { name, channels, smallest, stream } = drawer
  const { width, height } = sidesOf(imageSize)
  const sides = [width, height].map((side) => ['imageSize', side, smallest] as const)
  for (const [option, value, least] of [
    ['count', count, 1],
    ['first', first, 0],
    ...sides,
  ] as const)
    if (!Number.isInteger(value) || value < least) throw drawer.refuse(option, value, least)
  const bytes = new Uint8Array(count * height * width * channels)
  const labels = new Uint8Array(count)
  const shape = { count, height, width, channels }
  const data: Dataset = { name, ...shape, images: bytes, labels, classes: [...drawer.classes] }
  const draw = (i: number) => {
    const random = new RandomStream(seed, stream, first + i)
    labels[i] = random.nextInt(drawer.classes.length)
    drawer.draw({ bytes, offset: i * height * width * channels, width, height }, labels[i], random)
  }
  return { data, draw }
}

/** Images of a kind. @throws {DdpmError} as `drawer.refuse` has it */
export function drawn(drawer: Drawer, options: DrawnOptions): Dataset {
  const { data, draw } = prepare(drawer, options)
  for (let i = 0; i < data.count; i++) draw(i)
  return data
}

/** How a drawing in slices is watched and ended. */
export interface SlicesOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (done: number, total: number) => void
}

/** Images between two turns of the event loop, at most. */
const AT_ONCE = 16

/**
 * The same images, drawn in slices of some 20 ms, so that the event loop keeps turning.
 * @throws {DdpmError} as `drawn`; the signal's reason once it is aborted
 */
export async function drawnInSlices(
  drawer: Drawer,
  options: DrawnOptions,
  { signal, onProgress }: SlicesOptions = {},
): Promise<Dataset> {
  const { data, draw } = prepare(drawer, options)
  const pace = pacer(signal)
  for (let from = 0; from < data.count; from += AT_ONCE) {
    await pace()
    onProgress?.(from, data.count)
    for (let i = from; i < Math.min(from + AT_ONCE, data.count); i++) draw(i)
  }
  onProgress?.(data.count, data.count)
  return data
}
