/** Images that sampling is given: whether they fit a network, and some of them. */

import { type NdArray, sameShape, showShape, sizeOf } from '../base/shape.ts'
import type { Denoiser } from './denoiser.ts'
import { diffusionError } from './errors.ts'

/**
 * @param count how many there must be; any number where it is not given
 * @throws {DdpmError} `sampling.images-do-not-fit` where they are not (count, H, W, C) of the network
 */
export function checkImages({ shape, data }: NdArray, { imageShape }: Denoiser, count?: number) {
  const needed = [count ?? shape[0], ...imageShape]
  if (sameShape(shape, needed) && data.length === sizeOf(shape) && data.length > 0) return
  throw diffusionError('sampling.images-do-not-fit', {
    ...{ shape, length: data.length },
    wanted: count === undefined ? `(N, ${imageShape.join(', ')})` : showShape(needed),
  })
}

/** Images `first` up to `last`, sharing the numbers of all. */
export function takeImages({ shape, data }: NdArray, first: number, last: number): NdArray {
  const [, ...image] = shape
  const pixels = sizeOf(image)
  return {
    shape: [last - first, ...image],
    data: data.subarray(first * pixels, last * pixels),
  }
}
