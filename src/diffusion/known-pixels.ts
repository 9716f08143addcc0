/** Images that are known in part while they are sampled: what is given, checked and traced. */

import { type NdArray, sameShape } from '../base/shape.ts'
import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { add, masked } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'
import { diffusionError } from './errors.ts'
import { checkImages } from './images.ts'
import type { Sampler } from './samplers/sampler.ts'

/** Pixels that inpainting keeps. */
export interface KnownPixels {
  /** (count, H, W, C) in [-1, 1]; what they hold where the mask is above 0.5 does not matter. */
  readonly images: NdArray
  /** (H, W), for all images: above 0.5 where pixels are generated, the others are known. */
  readonly mask: NdArray
}

const isGenerated = (value: number) => value > 0.5

/** Whether the i-th number of the images belongs to a pixel that is generated. */
export function generatedAt({ images, mask }: KnownPixels): (i: number) => boolean {
  const [, height, width, channels] = images.shape
  const pixels = height * width
  return (i) => isGenerated(mask.data[Math.floor(i / channels) % pixels])
}

/**
 * @throws {DdpmError} `inpainting.mask-does-not-fit`, `inpainting.mask-empty` where the mask is not of the network's image size or marks nothing.
 */
export function checkMask({ shape, data }: NdArray, { imageShape }: Denoiser): void {
  const [height, width] = imageShape
  if (!sameShape(shape, [height, width]) || data.length !== height * width) {
    throw diffusionError('inpainting.mask-does-not-fit', { shape, height, width })
  }
  if (!data.some(isGenerated)) throw diffusionError('inpainting.mask-empty')
}

/** @throws {DdpmError} `inpainting.rows-do-not-fit` where known pixels and the sampler's rows do not go together. */
export function checkKnown(
  known: KnownPixels | undefined,
  { rows }: Sampler,
  model: Denoiser,
  count: number,
): void {
  if (Boolean(known) !== Boolean(rows[0].known)) {
    throw diffusionError('inpainting.rows-do-not-fit')
  }
  if (!known) return
  checkImages(known.images, model, count)
  checkMask(known.mask, model)
}

/** The program's inputs: the images, and the mask and its complement over all their numbers. */
export function knownInputs(pixels: KnownPixels): Record<string, Float32Array> {
  const original = pixels.images.data
  const isHidden = generatedAt(pixels)
  const generated = original.map((_, i) => Number(isHidden(i)))
  return { original, generated, known: generated.map((value) => 1 - value) }
}

/** x with what is known, at the same noise level, put into it; inputs `known` and `generated`. */
export function putBack(graph: Graph, x: Tensor, known: Tensor): Tensor {
  const kept = masked(known, graph.input('known', x.shape))
  return add(masked(x, graph.input('generated', x.shape)), kept)
}
