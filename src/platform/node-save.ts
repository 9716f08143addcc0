/** Pictures and models to files, each written at once and whole. */

import type { Schedule } from '../diffusion/schedules.ts'
import type { NdArray } from '../engine/shape.ts'
import { encodePng } from '../formats/png.ts'
import type { Raster } from '../formats/raster.ts'
import type { Model } from '../nn/model.ts'
import { type AnimationOptions, denoisingGif } from '../pictures/animation.ts'
import { encodeModel } from '../training/checkpoint.ts'
import { writeAtomically } from './node-files.ts'

/** Writes a picture as PNG. @throws {UserError} where it cannot be written. */
export async function savePng(path: string, picture: Raster): Promise<void> {
  await writeAtomically(path, encodePng(picture))
}

/**
 * Writes the states of a denoising run as an animation of grids.
 * @param frames each (N, H, W, C) in [-1, 1]
 * @throws {UserError} where it cannot be written.
 */
export async function saveGif(
  path: string,
  frames: readonly NdArray[],
  options?: AnimationOptions,
): Promise<void> {
  await writeAtomically(path, denoisingGif(frames, options))
}

/** What `loadModel` gives back: a network, its schedule and its numbers. */
export interface SavedModel {
  readonly model: Model
  readonly schedule: Schedule
  readonly weights: Float32Array
}

/**
 * Writes a model as safetensors; PyTorch loads it with `load_state_dict(strict=True)`.
 * @throws {UserError} where it cannot be written.
 */
export async function saveModel(path: string, { model, schedule, weights }: SavedModel) {
  await writeAtomically(path, encodeModel(model, schedule, weights))
}
