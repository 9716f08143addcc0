/** The front door in Node: training, loading and sampling models, with files and threads. */

import { type OpenOptions, openDevice as openOn } from './backends/open.ts'
import { disposable, type OpenedDevice } from './backends/opened-device.ts'
import type { NdArray } from './base/shape.ts'
import { provideDevice } from './engine/default-device.ts'
import { encodePng } from './formats/png.ts'
import type { Raster } from './formats/raster.ts'
import { classifierInSteps } from './hosts/node/classifier.ts'
import { writeAtomically } from './hosts/node/files.ts'
import { nodeHost } from './hosts/node/host.ts'
import { loadData, loadSplits, openData } from './hosts/node/load.ts'
import { readModel, readModelFile } from './hosts/node/model-file.ts'
import { type AnimationOptions, denoisingGif } from './images/animation.ts'
import type { DecodeOptions, ModelContents } from './models/contents.ts'
import { provideHost } from './models/host.ts'
import { Model } from './models/model.ts'

export type { LoadDataOptions } from './data/source.ts'
export { loadImages } from './hosts/node/images.ts'
export { loadData } from './hosts/node/load.ts'
export * from './index.ts'

provideDevice(() => openDevice())
const data = { loadData, openData, loadSplits }
provideHost({ writeFile: writeAtomically, readModel, ...data, classifierInSteps })

/**
 * Opens what computes here; by default the fastest there is. `await using` closes it with its scope; most
 * programs need none of their own, as models share one that is opened on first use.
 * @throws {DdpmError} where the device is unknown or cannot be opened here.
 */
export async function openDevice(options: OpenOptions = {}): Promise<OpenedDevice> {
  return disposable(await openOn(nodeHost(), options))
}

/**
 * A model from a run folder (its latest checkpoint), a checkpoint, a saved model, a known network's
 * weights as PyTorch saves them (safetensors, or `torch.save`'s `.pt`, `.bin` and `.ckpt`, of which no code runs),
 * or by its name one that comes with the package, such as `mnist`.
 * @param options which weights of a checkpoint: `ema`, the default, where the run keeps them, or `raw`;
 * and for a network of your own the network
 * @throws {DdpmError} naming the file and what is wrong with it.
 */
export function loadModel(path: string, options: DecodeOptions = {}): Promise<Model> {
  const reading = {
    decode: (bytes: Uint8Array) => Model.decode(bytes, options),
    ofForeign: (contents: ModelContents) => new Model(contents),
  }
  return readModelFile(path, reading, options)
}

/**
 * Writes an image as PNG.
 * @throws {DdpmError} where it cannot be written, or its sizes do not match its data.
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
