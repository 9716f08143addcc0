/** Samples that copy a training image: nearer to one than real images are to each other. */

import { type Dataset, gatherBatch, imageSize } from '../data/dataset.ts'
import { type Neighbour, nearestImages } from './neighbours.ts'

/** How many of some samples are copies. */
export interface Copies {
  /** Samples that were judged. */
  readonly samples: number
  readonly copies: number
  /** copies / samples */
  readonly share: number
}

/** Share of the real images that are nearer to another one than what counts as a copy. */
const USUAL_SHARE = 0.05
/** Real images that are compared with the others, at most. */
const MOST_REFERENCES = 200
/** Numbers of all images that are compared for that at most: a second or two. */
const MOST_WORK = 1e9
/** With fewer images nothing is usual. */
const LEAST_IMAGES = 4
/** Images between two turns for others. */
const PART = 4

/** Images of a set that are judged or compared: all, or as many as it does not take too long with. */
export const comparable = (data: Dataset): number => {
  const affordable = Math.floor(MOST_WORK / (data.count * imageSize(data)))
  return Math.min(MOST_REFERENCES, Math.max(affordable, 20))
}

/** Of `CopyFinder`. */
export interface CopyFinderOptions {
  /** Whether a mirrored training image is one, too. Default false. */
  readonly mirrored?: boolean | undefined
}

/**
 * Finds copies. A sample's distance to its nearest training image is divided by the distance of that image to
 * its own nearest other: simple images lie near to each other, and detailed ones far apart. It is a copy where
 * the quotient is lower than for 95 % of the training images themselves, each left out in turn.
 */
export class CopyFinder {
  readonly #data: Dataset
  readonly #mirrored: boolean
  /** Of training images: the distance to the nearest other. */
  readonly #apart = new Map<number, number>()
  #threshold: number | undefined

  /** @param data what the model was trained on, at least a few images */
  constructor(data: Dataset, { mirrored = false }: CopyFinderOptions = {}) {
    this.#data = data
    this.#mirrored = mirrored
  }

  /**
   * How many of some images (N, H, W, C) copy one; values outside [-1, 1] are clamped. Undefined where there are
   * too few training images, or all of them are alike.
   */
  *find(images: Float32Array): Generator<void, Copies | undefined> {
    const threshold = yield* this.#reference()
    if (threshold === undefined) return undefined
    const size = imageSize(this.#data)
    const samples = images.length / size
    let copies = 0
    for (let i = 0; i < samples; i++) {
      const image = images.subarray(i * size, (i + 1) * size)
      const clamped = image.map((value) => Math.min(Math.max(value, -1), 1))
      const [nearest] = this.#near(clamped, 1)
      if (nearest.distance < threshold * this.#apartOf(nearest.index)) copies++
      if (i % PART === PART - 1) yield
    }
    return { samples, copies, share: copies / samples }
  }

  /** The quotient below which an image is a copy. */
  *#reference(): Generator<void, number | undefined> {
    const { count } = this.#data
    if (this.#threshold !== undefined || count < LEAST_IMAGES) return this.#threshold
    const references = Math.min(count, comparable(this.#data))
    const quotients: number[] = []
    for (let i = 0; i < references; i++) {
      const quotient = this.#quotientOf(Math.floor((i * count) / references))
      if (quotient !== undefined) quotients.push(quotient)
      if (i % PART === PART - 1) yield
    }
    quotients.sort((a, b) => a - b)
    this.#threshold = quotients[Math.floor(USUAL_SHARE * quotients.length)]
    return this.#threshold
  }

  /** That of a training image, as if it were a sample of a model that has not seen it. */
  #quotientOf(own: number): number | undefined {
    const { nearest, same } = this.#othersOf(own)
    const beyond = nearest && this.#othersOf(nearest.index, same).nearest
    return beyond && nearest.distance / beyond.distance
  }

  #apartOf(index: number): number {
    const known = this.#apart.get(index) ?? this.#othersOf(index).nearest?.distance ?? 0
    this.#apart.set(index, known)
    return known
  }

  /**
   * The training image nearest to another but those left out, and its duplicates with itself: these say nothing
   * of distances.
   */
  #othersOf(own: number, leftOut: readonly number[] = []) {
    const image = gatherBatch(this.#data, [own], new Float32Array(imageSize(this.#data)))
    const isLeftOut = (index: number) => index === own || leftOut.includes(index)
    for (let most = 2; ; most *= 2) {
      const near = this.#near(image, most, isLeftOut)
      const nearest = near.find(({ distance }) => distance > 0)
      const duplicates = near.filter(({ distance }) => distance === 0)
      const same = [own, ...duplicates.map(({ index }) => index)]
      if (nearest || near.length < most) return { nearest, same }
    }
  }

  #near(image: Float32Array, most: number, isLeftOut?: (index: number) => boolean): Neighbour[] {
    const near = nearestImages(this.#data, image, most, isLeftOut)
    if (!this.#mirrored) return near
    const others = nearestImages(this.#data, this.#mirror(image), most, isLeftOut)
    return [...near, ...others]
      .sort((a, b) => a.distance - b.distance)
      .filter(({ index }, i, all) => all.findIndex((one) => one.index === index) === i)
      .slice(0, most)
  }

  #mirror(image: Float32Array): Float32Array {
    const { width, channels } = this.#data
    return image.map((_, i) => {
      const [pixel, channel] = [Math.floor(i / channels), i % channels]
      const column = pixel % width
      return image[(pixel + width - 1 - 2 * column) * channels + channel]
    })
  }
}
