/** The front door in browsers: training and sampling models in the page. */

import { type OpenOptions, openDevice as openOn } from './backends/open.ts'
import { disposable, type OpenedDevice } from './backends/opened-device.ts'
import { DdpmError } from './base/errors.ts'
import { provideDevice } from './engine/default-device.ts'
import { inMemory } from './formats/random-access.ts'
import { looksLikeTorch } from './formats/torch/signature.ts'
import { browserHost } from './hosts/browser/host.ts'
import { fetchBundledModel, fetchModelFile } from './hosts/browser/model-file.ts'
import { isBundled } from './models/bundled.ts'
import type { DecodeOptions } from './models/contents.ts'
import { Model } from './models/model.ts'

export * from './index.ts'

provideDevice(() => openDevice())

/**
 * Opens what computes here; by default the fastest there is. Without cross-origin isolation it has
 * one thread and blocks it while a step runs: open it in a worker then.
 * @throws {DdpmError} where the device is unknown or cannot be opened here.
 */
export async function openDevice(options: OpenOptions = {}): Promise<OpenedDevice> {
  return disposable(await openOn(browserHost(), options))
}

/**
 * A model from the address of its file: a saved model, a checkpoint, or a known network's weights as PyTorch
 * saves them (safetensors, `.pt`, `.bin`, `.ckpt`); or by its name one that comes with the package, such as `mnist`, where the package is served as
 * it is. A bundler leaves it out: import its address there, `ddpm/models/mnist.safetensors?url` in Vite.
 * `Model.decode` takes the bytes of a file that a visitor gives.
 * @throws {DdpmError} `model.unreachable`, `model.bundled-unreachable`; naming the address and what is wrong
 * with the file
 */
export async function loadModel(url: string | URL, options: DecodeOptions = {}): Promise<Model> {
  const bytes = await (typeof url === 'string' && isBundled(url)
    ? fetchBundledModel(url)
    : fetchModelFile(url))
  try {
    if (!looksLikeTorch(bytes)) return Model.decode(bytes, options)
    const { readTorchModel } = await import('./models/torch/read.ts')
    return new Model(await readTorchModel(inMemory(bytes), options))
  } catch (error) {
    throw error instanceof DdpmError ? error.in(String(url)) : error
  }
}
