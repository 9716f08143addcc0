/** What a run begins with: the noise of each image, and images noised to a level. */

import { type NdArray, type Shape, sizeOf } from '../base/shape.ts'
import { normalNoise, streams } from '../engine/random.ts'
import type { NoiseLevel } from './samplers/sampler.ts'

/**
 * x_T of images first, first + 1, ...: a function of the seed and a image's number.
 * @param shape (count, H, W, C)
 * @throws {DdpmError} where the seed is not a whole number from 0
 */
export function initialNoise(shape: Shape, seed: number, first: number): Float32Array {
  const pixels = sizeOf(shape.slice(1))
  const x = new Float32Array(sizeOf(shape))
  for (let i = 0; i < shape[0]; i++) {
    const image = x.subarray(i * pixels, (i + 1) * pixels)
    normalNoise(image, seed, streams.samplingNoise, first + i, 0)
  }
  return x
}

/** alpha * images + sigma * the initial noise of images 0, 1, ... */
export function noisedTo(
  { alpha, sigma }: NoiseLevel,
  { shape, data }: NdArray,
  seed: number,
): NdArray {
  const noise = initialNoise(shape, seed, 0)
  return { shape, data: data.map((value, i) => alpha * value + sigma * noise[i]) }
}
