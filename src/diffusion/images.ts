/** Pictures that sampling is given: whether they fit a network, and some of them. */

import { UserError } from '../base/errors.ts'
import { type NdArray, sameShape, showShape, sizeOf } from '../base/shape.ts'
import type { Denoiser } from './denoiser.ts'

/**
 * @param count how many there must be; any number where it is not given
 * @throws {UserError} where they are not (count, H, W, C) of the network's pictures.
 */
export function checkImages({ shape, data }: NdArray, { imageShape }: Denoiser, count?: number) {
  const needed = [count ?? shape[0], ...imageShape]
  if (sameShape(shape, needed) && data.length === sizeOf(shape) && data.length > 0) return
  const given = `${showShape(shape)} with ${data.length} numbers`
  const wanted = count === undefined ? `(N, ${imageShape.join(', ')})` : showShape(needed)
  throw new UserError(
    `the pictures given are ${given}, and the model needs ${wanted}: bring them to that size`,
  )
}

/** Pictures `first` up to `last`, sharing the numbers of all. */
export function takeImages({ shape, data }: NdArray, first: number, last: number): NdArray {
  const [, ...image] = shape
  const pixels = sizeOf(image)
  return {
    shape: [last - first, ...image],
    data: data.subarray(first * pixels, last * pixels),
  }
}
