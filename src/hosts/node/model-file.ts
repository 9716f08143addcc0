/** Model files of Node: read from a run folder, a file or the package, and written. */

import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { inMemory, type RandomAccess } from '../../formats/random-access.ts'
import { looksLikeTorch, TORCH_HEAD_BYTES } from '../../formats/torch/signature.ts'
import {
  type DecodeOptions,
  encodeModel,
  type ModelContents,
  type SavedModel,
} from '../../models/contents.ts'
import type { ReadModel } from '../../models/host-interface.ts'
import { decodeModel, type LoadedModel } from '../../training/checkpoint.ts'
import { findDiffusers, readDiffusersFolder } from './diffusers.ts'
import { readWhole, writeAtomically } from './files.ts'
import { refuseImpostor } from './impostor.ts'
import { findModelFile } from './load.ts'
import { openAt } from './random-access.ts'

/** A model, with its checkpoint where there is one, and the file it came from. */
export interface LoadedFile extends LoadedModel {
  readonly path: string
}

/** Whether a file is PyTorch's: what reads those is loaded then. */
async function torchAt(file: string): Promise<RandomAccess | undefined> {
  const opened = await openAt(file)
  return looksLikeTorch(await opened.read(0, TORCH_HEAD_BYTES)) ? opened : undefined
}

/** Where a model of another program lies, and the files with its weights. */
interface ForeignPlace {
  readonly path: string
  readonly files: readonly string[]
}

/** How a model is read: ours from the bytes of its file; those of other programs come as contents. */
interface Reading<Result> {
  readonly decode: (bytes: Uint8Array, file: string) => Result | Promise<Result>
  readonly ofForeign: (contents: ModelContents, place: ForeignPlace) => Result | Promise<Result>
}

/**
 * What a model's file holds.
 * @param path a run folder (its latest checkpoint), a checkpoint, a saved model, a folder of diffusers, a
 * known network's weights as PyTorch saves them, or by its name a model that comes with the package
 * @throws {DdpmError} naming the file and what is wrong with it
 */
export async function readModelFile<Result>(
  path: string,
  { decode, ofForeign }: Reading<Result>,
  options: DecodeOptions = {},
): Promise<Result> {
  const folder = await findDiffusers(path)
  if (folder) {
    const { contents, files } = await readDiffusersFolder(folder, options)
    return await ofForeign(contents, { path: folder.path, files })
  }
  const file = await findModelFile(path)
  const torch = await torchAt(file)
  const bytes = torch ? undefined : await readWhole(file)
  try {
    if (bytes) return await decode(refuseImpostor(bytes), file)
    const { readTorchModel } = await import('../../models/torch/read.ts')
    const contents = await readTorchModel(torch as RandomAccess, options)
    return await ofForeign(contents, { path: file, files: [file] })
  } catch (error) {
    throw error instanceof DdpmError ? error.in(file) : error
  }
}

/** What a file is called: its own name without its ending, or that of the run folder it lies in. */
export const modelName = (path: string): string =>
  basename(path).replace(/\.(safetensors|pt|pth|ckpt|bin)$/, '')

/** What a model is made of, and of a checkpoint with two sets of weights which one it is. */
function readContents(bytes: Uint8Array, options: DecodeOptions = {}) {
  const { checkpoint, ...contents } = decodeModel(bytes, options)
  return { contents, ...(checkpoint?.ema && { taken: options.weights ?? 'ema' }) }
}

const HASHED_AT_ONCE = 2 ** 24

/** Of files one after the other. */
async function sha256(files: readonly RandomAccess[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) {
    for (let at = 0; at < file.size; at += HASHED_AT_ONCE) {
      hash.update(await file.read(at, at + HASHED_AT_ONCE))
    }
  }
  return hash.digest('hex')
}

/**
 * A model and the checksum of its file.
 * @throws {DdpmError} as `readModelFile`
 */
export function readModel(spec: string, options?: DecodeOptions): Promise<ReadModel> {
  const name = modelName(resolve(spec))
  return readModelFile<ReadModel>(
    spec,
    {
      decode: async (bytes) => ({
        ...{ ...readContents(bytes, options), name },
        sha256: await sha256([inMemory(bytes)]),
      }),
      ofForeign: async (contents, { files }) => {
        const opened = await Promise.all(files.map(openAt))
        return { contents, name, sha256: await sha256(opened) }
      },
    },
    options,
  )
}

/** The parts of a model's file. @throws {DdpmError} as `readModelFile` */
export function loadModelFile(path: string, options?: DecodeOptions): Promise<LoadedFile> {
  return readModelFile(
    path,
    {
      decode: (bytes, file): LoadedFile => ({ ...decodeModel(bytes, options), path: file }),
      ofForeign: (contents, { path: place }) => ({ ...contents, path: place }),
    },
    options,
  )
}

/**
 * Writes a model as safetensors; PyTorch loads it with `load_state_dict(strict=True)`.
 * @throws {DdpmError} where it cannot be written.
 */
export async function saveModel(path: string, saved: SavedModel): Promise<void> {
  await writeAtomically(path, encodeModel(saved))
}
