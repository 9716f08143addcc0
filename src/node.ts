/** The door for Node: every public name, and what needs files, threads and a network. */

import { type OpenOptions, openDevice as openOn } from './backends/open.ts'
import { DdpmError } from './base/errors.ts'
import type { NdArray } from './base/shape.ts'
import type { Device } from './engine/device.ts'
import { encodePng } from './formats/png.ts'
import type { Raster } from './formats/raster.ts'
import { readWhole, writeAtomically } from './hosts/node/files.ts'
import { nodeHost } from './hosts/node/host.ts'
import { findModelFile } from './hosts/node/load.ts'
import { type AnimationOptions, denoisingGif } from './images/animation.ts'
import { encodeModel, type SavedModel } from './models/contents.ts'
import { type DecodeOptions, decodeModel, type LoadedModel } from './training/checkpoint.ts'

export { deviceNames, type OpenOptions } from './backends/open.ts'
export { type ClassifierOptions, classifierInSteps } from './hosts/node/classifier.ts'
export { readWhole, writeAtomically } from './hosts/node/files.ts'
export { loadImages, readImage } from './hosts/node/images.ts'
export {
  type ImageFolderOptions,
  type LoadDataOptions,
  type LoadSplitsOptions,
  loadData,
  loadIdxFolder,
  loadImageFolder,
  loadSplits,
} from './hosts/node/load.ts'
export { type MnistOptions, mnist } from './hosts/node/mnist.ts'
export { bundledModelFile, bundledModels } from './hosts/node/models.ts'
export { isRunFolder, RunFolder, refuseTaken } from './hosts/node/run-folder.ts'
export * from './index.ts'
export { runFiles } from './runs/layout.ts'
export type { Metric } from './runs/metrics.ts'

/**
 * Opens what computes here; by default the fastest there is.
 * @throws {DdpmError} where the device is unknown or not to be had here.
 */
export function openDevice(options: OpenOptions = {}): Promise<Device> {
  return openOn(nodeHost(), options)
}

/** A model, and the file it came from. */
export interface LoadedFile extends LoadedModel {
  readonly path: string
}

/**
 * A model from a run folder (its latest checkpoint), a checkpoint, a saved model, SimpleUNet's
 * weights as PyTorch saves them, or by its name one that comes with the package, such as `mnist`.
 * @param options which weights of a checkpoint: their average where there is one, or the raw ones
 * @throws {DdpmError} naming the file and what is wrong with it.
 */
export async function loadModel(path: string, options?: DecodeOptions): Promise<LoadedFile> {
  const file = await findModelFile(path)
  const bytes = await readWhole(file)
  try {
    return { ...decodeModel(bytes, options), path: file }
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file) : error
  }
}

/**
 * Writes a model as safetensors; PyTorch loads it with `load_state_dict(strict=True)`.
 * @throws {DdpmError} where it cannot be written.
 */
export async function saveModel(path: string, saved: SavedModel) {
  await writeAtomically(path, encodeModel(saved))
}

/**
 * Writes an image as PNG.
 * @throws {DdpmError} where it cannot be written; {DdpmError} where its sizes do not match its data.
 */
export async function savePng(path: string, image: Raster): Promise<void> {
  await writeAtomically(path, encodePng(image))
}

/**
 * Writes the states of a denoising run as an animation of grids.
 * @param frames each (N, H, W, C) in [-1, 1], all of one shape; C 1 or 3
 * @throws {DdpmError} where it cannot be written; as `denoisingGif` where it cannot be made.
 */
export async function saveGif(
  path: string,
  frames: readonly NdArray[],
  options?: AnimationOptions,
): Promise<void> {
  await writeAtomically(path, denoisingGif(frames, options))
}
