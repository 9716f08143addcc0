/** Images mirrored and moved while training, so that few of them teach more. */

import { RandomStream, streams } from '../engine/random.ts'
import type { ImageShape } from '../nn/network.ts'
import type { Recipe } from './recipe.ts'

/** How an image is changed. Whole pixels are moved with their alpha, so that no colours mix. */
interface Change {
  readonly flip: boolean
  /** Pixels to the right. */
  readonly dx: number
  /** Pixels down. */
  readonly dy: number
}

/** Writes an image changed: mirrored, then moved; pixels at the edge are repeated. */
function changeInto(
  to: Float32Array,
  from: Float32Array,
  [height, width, channels]: ImageShape,
  { flip, dx, dy }: Change,
): void {
  const inside = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1)
  for (let y = 0, i = 0; y < height; y++) {
    const row = inside(y - dy, height) * width
    for (let x = 0; x < width; x++) {
      const column = inside(x - dx, width)
      const at = (row + (flip ? width - 1 - column : column)) * channels
      for (let c = 0; c < channels; c++) to[i++] = from[at + c]
    }
  }
}

type Augmentation = Pick<Recipe, 'seed' | 'augmentFlip' | 'augmentShift'>

/**
 * Changes each image of a batch (B, H, W, C) in place, as a function of (seed, step, its place in the batch):
 * a resumed run and other ranks change it alike. Mirrored half of the time, and moved by up to `augmentShift`
 * pixels along each axis.
 * @param first the place of the first image in the whole batch
 */
export function augment(
  batch: Float32Array,
  shape: ImageShape,
  { seed, augmentFlip, augmentShift }: Augmentation,
  { first, step }: { readonly first: number; readonly step: number },
): void {
  if (!augmentFlip && augmentShift === 0) return
  const size = shape[0] * shape[1] * shape[2]
  const original = new Float32Array(size)
  for (let start = 0; start < batch.length; start += size) {
    const random = new RandomStream(seed, streams.imageChange, first + start / size, step)
    const flip = random.nextInt(2) === 1 && augmentFlip
    const distance = () => random.nextInt(2 * augmentShift + 1) - augmentShift
    const image = batch.subarray(start, start + size)
    original.set(image)
    changeInto(image, original, shape, { flip, dx: distance(), dy: distance() })
  }
}
