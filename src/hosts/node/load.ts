/** Datasets and model files by a name or a path, as a user writes them. It decodes no models. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import type { AnyDataset, Dataset, Splits } from '../../data/dataset.ts'
import { fittedSet, fittedStore } from '../../data/fitted.ts'
import { openPacked } from '../../data/packed.ts'
import { readFolder } from '../../data/read-folder.ts'
import type {
  DataFolder,
  LoadDataOptions,
  LoadSplitsOptions,
  ReadOptions,
  Split,
} from '../../data/source.ts'
import { idxFolder } from '../../data/sources/idx-folder.ts'
import { imageFolder } from '../../data/sources/image-folder.ts'
import { dataNames, namedSource } from '../../data/sources.ts'
import { splitsOf } from '../../data/splits.ts'
import { bundledModels } from '../../models/bundled.ts'
import { runFiles } from '../../runs/layout.ts'
import { openFile, openFolder } from './folder.ts'
import { hostsError } from './host-errors.ts'
import { mnist } from './mnist.ts'
import { bundledModelFile } from './models.ts'
import { openAt } from './random-access.ts'
import { nodeReading } from './reading.ts'
import { isRunFolder } from './run-folder.ts'
import { throughCache } from './set-cache.ts'

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'nothing'
  return found.isDirectory() ? 'folder' : 'file'
}

/** @throws {DdpmError} where a word is neither a name nor a folder nor a file with images. */
export async function openPlace(data: string, signal?: AbortSignal): Promise<DataFolder> {
  const kind = await kindOf(data)
  if (kind === 'file') return await openFile(data)
  if (kind === 'folder') return await openFolder(data, signal)
  const near = nearest(data, dataNames)
  throw hostsError('data.unknown', { data, near, known: dataNames })
}

/** The images of a split; nothing where there are none of it. */
async function loadSplit(
  spec: string,
  options: LoadDataOptions,
  split: Split,
): Promise<Dataset | undefined> {
  options.signal?.throwIfAborted()
  const source = namedSource(spec)
  if (source?.origin === 'made') return await source.make({ ...options, split })
  if (source) {
    const { signal, onProgress } = options
    const report = (done: number, total: number) =>
      onProgress?.({ stage: 'downloading', done, total })
    const { remote: files, mirrors } = source
    const data = await mnist({ split, files, mirrors, signal, onProgress: report })
    return await fittedSet(data, options)
  }
  return await throughCache(spec, split, options, async (given) => {
    const folder = await openPlace(spec, given.signal)
    return await readFolder(folder, { ...given, split, ...nodeReading })
  })
}

/**
 * The training images that a word names.
 * @param spec `digits` (made here), `mnist` (downloaded once), or a folder or file with images: see
 * `ddpm train --help`
 * @throws {DdpmError} `data.…` where there are none, saying what was found and what was expected; of a
 * file that cannot be read, naming it; the signal's reason once it is aborted
 */
export async function loadData(spec: string, options: LoadDataOptions = {}): Promise<Dataset> {
  // every source has images to train on, or says what it has instead
  return (await loadSplit(spec, options, 'train')) as Dataset
}

/**
 * `loadData`, but that images of a packed set stay in their file and are read where they are needed, so that
 * there may be more than fit in memory.
 * @throws {DdpmError} as `loadData`, and `packed.not-images`
 */
export async function openData(spec: string, options: LoadDataOptions = {}): Promise<AnyDataset> {
  if (!/\.safetensors$/i.test(spec) || (await kindOf(spec)) !== 'file') {
    return await loadData(spec, options)
  }
  options.signal?.throwIfAborted()
  try {
    return fittedStore(await openPacked(await openAt(spec)), options)
  } catch (error) {
    throw error instanceof DdpmError ? error.in(spec) : error
  }
}

/**
 * `loadData`, and images of the same kind that are not part of it: MNIST's test images, the `t10k`
 * files of a folder, or digits that follow those. Of other data the last images are for validation:
 * `validation` of them, else a tenth, and at least 2.
 * @throws {DdpmError} as `loadData`, and `dataset.single-image`
 */
export async function loadSplits(spec: string, options: LoadSplitsOptions = {}): Promise<Splits> {
  const train = await loadData(spec, options)
  const validation = await loadSplit(spec, options, 'test')
  return validation ? { train, validation } : splitsOf(train, options)
}

/**
 * Reads a folder of IDX files named as MNIST's are (`train-images-idx3-ubyte`, with `.idx3`, and
 * with `.gz`), or a folder into which torchvision has put MNIST. Labels may be missing.
 * @throws {DdpmError} `data.…` saying what was found and what was expected; naming a file that is damaged
 */
export async function loadIdxFolder(
  path: string,
  split: Split = 'train',
  options: LoadDataOptions = {},
): Promise<Dataset> {
  const folder = await openFolder(path, options.signal)
  const data = await readFolder(folder, { ...options, split }, [idxFolder])
  if (data) return data
  throw hostsError('data.no-test-images', { path })
}

export type ImageFolderOptions = Pick<
  LoadDataOptions,
  'imageSize' | 'background' | 'fit' | 'resize' | 'signal' | 'onProgress' | 'onPlan' | 'onNotice'
>

/**
 * Reads a folder of images, or one of sub-folders with a class each. They become grey where all are
 * grey, else RGB; what is transparent is laid over `background`, which is white unless another is
 * given. With `imageSize` each is brought to it as `fit` and `resize` say.
 * @throws {DdpmError} `data.…`, `images.…`: there are none, sizes differ and `size` is not given, or more
 * than a few files are broken; `image.sharp-missing` for a kind that needs sharp
 */
export async function loadImageFolder(
  path: string,
  options: ImageFolderOptions = {},
): Promise<Dataset> {
  const folder = await openFolder(path, options.signal)
  const read: ReadOptions = { ...options, ...nodeReading }
  return (await readFolder(folder, read, [imageFolder])) as Dataset
}

/** The newest file with weights in a run folder, if any. */
async function newestIn(folder: string): Promise<string | undefined> {
  // the checkpoint comes first: while a run is training, its model file is from an earlier end
  for (const name of [runFiles.checkpoint, runFiles.model]) {
    if ((await kindOf(join(folder, name))) === 'file') return join(folder, name)
  }
  return undefined
}

/** Why a path does not lead to a model, and what does. */
async function noModel(path: string, kind: 'folder' | 'nothing'): Promise<DdpmError> {
  if (await isRunFolder(path)) return hostsError('model.nothing-saved', { path })
  if (kind === 'folder') return hostsError('model.not-in-folder', { path })
  const near = nearest(path, bundledModels)
  return hostsError('model.not-found', { path, near, known: bundledModels })
}

/**
 * The file with the weights that a word names: a file itself, the newest of a run folder, or,
 * where there is neither, a model that comes with the package.
 * @throws {DdpmError} `model.not-found`, `model.not-in-folder`, `model.nothing-saved`
 */
export async function findModelFile(path: string): Promise<string> {
  const kind = await kindOf(path)
  if (kind === 'file') return path
  const found = (await newestIn(path)) ?? bundledModelFile(path)
  if (found) return found
  throw await noModel(path, kind)
}
