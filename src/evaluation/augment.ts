/** Images moved by a pixel or two, so that a classifier does not learn where they stand. */

import type { RandomStream } from '../engine/random.ts'
import type { ImageShape } from '../nn/network.ts'

/** Copies one image moved right by `dx` and down by `dy`; pixels at the edge are repeated. */
function shiftInto(
  to: Float32Array,
  from: Float32Array,
  [height, width, channels]: ImageShape,
  [dx, dy]: readonly [number, number],
): void {
  const inside = (at: number, size: number) => Math.min(Math.max(at, 0), size - 1)
  for (let y = 0, i = 0; y < height; y++) {
    const row = inside(y - dy, height) * width
    for (let x = 0; x < width; x++) {
      const at = (row + inside(x - dx, width)) * channels
      for (let c = 0; c < channels; c++) to[i++] = from[at + c]
    }
  }
}

/**
 * Moves each image of a batch (B, H, W, C) by up to `most` pixels along each axis, in place.
 * @param random where the distances are drawn, two numbers per image
 */
export function shiftAtRandom(
  batch: Float32Array,
  shape: ImageShape,
  most: number,
  random: RandomStream,
): void {
  const size = shape[0] * shape[1] * shape[2]
  const original = new Float32Array(size)
  const distance = () => random.nextInt(2 * most + 1) - most
  for (let start = 0; start < batch.length; start += size) {
    const image = batch.subarray(start, start + size)
    original.set(image)
    shiftInto(image, original, shape, [distance(), distance()])
  }
}
