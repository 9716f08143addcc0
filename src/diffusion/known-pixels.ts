/** Pictures that are known in part while they are sampled: what is given, checked and traced. */

import { UserError } from '../base/errors.ts'
import { type NdArray, sameShape, showShape } from '../base/shape.ts'
import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { add, masked } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'
import { checkImages } from './images.ts'
import type { Sampler } from './samplers/sampler.ts'

export interface KnownPixels {
  /** (count, H, W, C) in [-1, 1]; what they hold where the mask is above 0.5 does not matter. */
  readonly images: NdArray
  /** (H, W), for all pictures: above 0.5 where pixels are made anew, the others are known. */
  readonly mask: NdArray
}

const isAnew = (value: number) => value > 0.5

/** Whether the i-th number of the images belongs to a pixel that is made anew. */
export function anewAt({ images, mask }: KnownPixels): (i: number) => boolean {
  const [, height, width, channels] = images.shape
  const pixels = height * width
  return (i) => isAnew(mask.data[Math.floor(i / channels) % pixels])
}

/**
 * @throws {UserError} where the mask is not of the network's pictures' size or marks nothing.
 */
export function checkMask({ shape, data }: NdArray, { imageShape }: Denoiser): void {
  const [height, width] = imageShape
  if (!sameShape(shape, [height, width]) || data.length !== height * width) {
    throw new UserError(
      `the mask is ${showShape(shape)} and the pictures are ${height} pixels high and ${width} ` +
        `wide: give a mask of (${height}, ${width})`,
    )
  }
  if (!data.some(isAnew)) {
    throw new UserError('the mask marks nothing to make anew: make some of it white (1)')
  }
}

/** @throws {UserError} where known pixels and the sampler's rows do not go together. */
export function checkKnown(
  known: KnownPixels | undefined,
  { rows }: Sampler,
  model: Denoiser,
  count: number,
): void {
  if (Boolean(known) !== Boolean(rows[0].known)) {
    throw new UserError(
      'known pixels go with a sampler made by repaint, and such a sampler with known pixels: use ' +
        'inpaint, which brings both together',
    )
  }
  if (!known) return
  checkImages(known.images, model, count)
  checkMask(known.mask, model)
}

/** The program's inputs: the pictures, and the mask and its contrary over all their numbers. */
export function knownInputs(pixels: KnownPixels): Record<string, Float32Array> {
  const original = pixels.images.data
  const isNew = anewAt(pixels)
  const anew = original.map((_, i) => Number(isNew(i)))
  return { original, anew, known: anew.map((value) => 1 - value) }
}

/** x with what is known, at the same noise level, put into it; inputs `known` and `anew`. */
export function putBack(graph: Graph, x: Tensor, known: Tensor): Tensor {
  const kept = masked(known, graph.input('known', x.shape))
  return add(masked(x, graph.input('anew', x.shape)), kept)
}
