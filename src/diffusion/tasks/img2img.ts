/** Image to image (SDEdit, Meng et al. 2022): an image noised in part, then denoised. */

import type { NdArray } from '../../base/shape.ts'
import { checkImages } from '../images.ts'
import { noisedTo } from '../initial-noise.ts'
import { type SamplingProgress, toEnd } from '../progress.ts'
import { sampleInSteps } from '../sample.ts'
import type { TaskOptions } from './options.ts'

/** Of `imageToImage`. */
export interface ImageToImageOptions extends TaskOptions {
  /** (count, H, W, C) in [-1, 1]; for several results of one image give it several times. */
  readonly images: NdArray
}

/** `imageToImage` step by step: yields after each denoising step and returns the images. */
export async function* imageToImageInSteps({
  images,
  ...options
}: ImageToImageOptions): AsyncGenerator<SamplingProgress, NdArray> {
  checkImages(images, options.model)
  const initial = noisedTo(options.sampler.rows[0], images, options.seed ?? 0)
  return yield* sampleInSteps({ ...options, initial, count: images.shape[0] })
}

/**
 * New images like those given: each is noised to the level where the sampler begins, and denoised
 * from there. How far that is says the sampler's option `strength`, in (0, 1]: low keeps the
 * image, 1 keeps next to nothing of it.
 * @returns (count, H, W, C), about [-1, 1]; image i depends on its image, the seed and i alone
 * @throws {DdpmError} where the images are not of the model's size, or an option is out of range;
 * the signal's reason where it is aborted.
 */
export function imageToImage(options: ImageToImageOptions): Promise<NdArray> {
  return toEnd(imageToImageInSteps(options), options.onProgress)
}
