/** Inpainting: a part of an image generated, the rest kept. */

import type { NdArray } from '../../base/shape.ts'
import { checkImages } from '../images.ts'
import { checkMask, generatedAt, type KnownPixels } from '../known-pixels.ts'
import { type SamplingProgress, toEnd } from '../progress.ts'
import { sampleInSteps } from '../sample.ts'
import type { TaskOptions } from './options.ts'
import { type RepaintOptions, repaint } from './repaint.ts'

/** Of `inpaint`. */
export interface InpaintingOptions extends TaskOptions, KnownPixels, RepaintOptions {}

/** `inpaint` step by step: yields after each denoising step and returns the images. */
export async function* inpaintInSteps({
  images,
  mask,
  jumpLength,
  resamplings,
  ...options
}: InpaintingOptions): AsyncGenerator<SamplingProgress, NdArray> {
  checkImages(images, options.model)
  checkMask(mask, options.model)
  const sampler = repaint(options.sampler, { jumpLength, resamplings })
  const count = images.shape[0]
  return yield* sampleInSteps({ ...options, sampler, count, known: { images, mask } })
}

/**
 * Generates the part of each image that the mask marks, by RePaint (Lugmayr et al. 2022): known
 * pixels are noised to the level of each step and put back, and steps are taken again so that both
 * parts agree. Any trained model can do it. The best sampler for it is DDPM's with the small
 * variance, or DDIM's with eta = 1.
 * @returns (count, H, W, C); known pixels are those given, to the bit, the others about [-1, 1].
 * Image i depends on its known pixels, the seed and i alone
 * @throws {DdpmError} where images or mask are not of the model's size, the mask marks nothing, the
 * sampler remembers earlier steps, or an option is out of range; the signal's reason where it is
 * aborted.
 */
export function inpaint(options: InpaintingOptions): Promise<NdArray> {
  return toEnd(inpaintInSteps(options), options.onProgress)
}

/** The images with grey where they are generated: what inpainting is given. */
export function hideMasked({ images, mask }: KnownPixels): NdArray {
  const isHidden = generatedAt({ images, mask })
  return { ...images, data: images.data.map((value, i) => (isHidden(i) ? 0 : value)) }
}
