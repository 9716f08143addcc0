/** Model files of Node: read from a run folder, a file or the package, and written. */

import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { type DecodeOptions, encodeModel, type SavedModel } from '../../models/contents.ts'
import type { ReadModel } from '../../models/host-interface.ts'
import { decodeModel, type LoadedModel } from '../../training/checkpoint.ts'
import { readWhole, writeAtomically } from './files.ts'
import { findModelFile } from './load.ts'

/** A model, with its checkpoint where there is one, and the file it came from. */
export interface LoadedFile extends LoadedModel {
  readonly path: string
}

/**
 * What a model's file holds, read by `decode`.
 * @param path a run folder (its latest checkpoint), a checkpoint, a saved model, a known network's
 * weights as PyTorch saves them, or by its name a model that comes with the package
 * @throws {DdpmError} naming the file and what is wrong with it
 */
export async function readModelFile<Result>(
  path: string,
  decode: (bytes: Uint8Array, file: string) => Result,
): Promise<Result> {
  const file = await findModelFile(path)
  const bytes = await readWhole(file)
  try {
    return decode(bytes, file)
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file) : error
  }
}

/** What a file is called: its own name without its ending, or that of the run folder it lies in. */
export const modelName = (path: string): string => basename(path).replace(/\.safetensors$/, '')

/** What a model is made of, and of a checkpoint with two sets of weights which one it is. */
function readContents(bytes: Uint8Array, options: DecodeOptions = {}) {
  const { checkpoint, ...contents } = decodeModel(bytes, options)
  return { contents, ...(checkpoint?.ema && { taken: options.weights ?? 'ema' }) }
}

/**
 * A model and the checksum of its file.
 * @throws {DdpmError} as `readModelFile`
 */
export function readModel(spec: string, options?: DecodeOptions): Promise<ReadModel> {
  return readModelFile(spec, (bytes) => ({
    ...readContents(bytes, options),
    name: modelName(resolve(spec)),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
}

/** The parts of a model's file. @throws {DdpmError} as `readModelFile` */
export function loadModelFile(path: string, options?: DecodeOptions): Promise<LoadedFile> {
  return readModelFile(path, (bytes, file) => ({ ...decodeModel(bytes, options), path: file }))
}

/**
 * Writes a model as safetensors; PyTorch loads it with `load_state_dict(strict=True)`.
 * @throws {DdpmError} where it cannot be written.
 */
export async function saveModel(path: string, saved: SavedModel): Promise<void> {
  await writeAtomically(path, encodeModel(saved))
}
