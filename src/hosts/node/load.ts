/** Data sets and model files by a name or a path, as a user writes them. It decodes no models. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import { type Dataset, type Splits, splitLast, usualValidation } from '../../data/dataset.ts'
import { digits } from '../../data/digits.ts'
import { runFiles } from '../../runs/layout.ts'
import { hasIdxImages, loadIdxFolder } from './data.ts'
import { loadImageFolder } from './image-folder.ts'
import { type MnistOptions, mnist } from './mnist.ts'
import { bundledModelFile, bundledModels } from './models.ts'
import { isRunFolder } from './run-folder.ts'

/** Data sets that have a name; anything else is a folder. */
export const dataNames: readonly string[] = ['digits', 'mnist']

export interface LoadDataOptions extends Pick<MnistOptions, 'onProgress' | 'signal'> {
  /** For `digits`: how many. Default 60,000. */
  readonly count?: number
  /**
   * Height and width, a multiple of 4 for SimpleUNet. Digits are made in it, 28 by default, and
   * folders of pictures are brought to it. IDX files have a size of their own.
   */
  readonly size?: number
  /** For `digits`: what their hands depend on. Default 0. */
  readonly seed?: number
  /** Told what of a folder of pictures was left out, and what there is to know of the splits. */
  readonly onNotice?: (text: string) => void
}

export interface LoadSplitsOptions extends LoadDataOptions {
  /**
   * Images at the end of data without a test set that a model was not trained on, as its recipe
   * says. Where they are fewer than 2, or nothing is said, the last tenth is kept out.
   */
  readonly validation?: number | 'auto'
}

/** Of digits, and of data of which nothing is known, the share that is kept out. */
const HELD_OUT = 0.1
/** Images that can be compared with others. */
const LEAST_HELD_OUT = 2

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'nothing'
  return found.isDirectory() ? 'folder' : 'file'
}

/** What kind of folder a word stands for that is no name. @throws {UserError} where it is none. */
async function folderKind(spec: string): Promise<'idx' | 'pictures'> {
  const kind = await kindOf(spec)
  if (kind === 'nothing') {
    throw new UserError(
      `data "${spec}" is no folder here and no known name${nearest(spec, dataNames)}: ` +
        `use ${dataNames.join(', ')}, or a folder with pictures or IDX files`,
    )
  }
  if (kind === 'file') {
    throw new UserError(`data "${spec}" is a file: give the folder with the pictures or IDX files`)
  }
  return (await hasIdxImages(spec)) ? 'idx' : 'pictures'
}

/**
 * The training images that a word stands for.
 * @param spec `digits` (made here), `mnist` (downloaded once), or a folder with IDX files or
 * pictures
 * @throws {UserError} where there are none, saying what was found and what was expected.
 */
export async function loadData(spec: string, options: LoadDataOptions = {}): Promise<Dataset> {
  if (spec === 'digits')
    return digits({ count: options.count, seed: options.seed, size: options.size })
  if (spec === 'mnist') return await mnist(options)
  return (await folderKind(spec)) === 'idx'
    ? await loadIdxFolder(spec)
    : await loadImageFolder(spec, options)
}

/** What is kept out of data without a test set. */
function splitsOf(data: Dataset, { validation, onNotice }: LoadSplitsOptions): Splits {
  const unseen = validation === 'auto' ? usualValidation(data.count) : validation
  const shareOf = (images: number) => Math.min(images, data.count - 1) / data.count
  if (unseen !== undefined && unseen >= LEAST_HELD_OUT) return splitLast(data, shareOf(unseen))
  const splits = splitLast(data, Math.max(HELD_OUT, shareOf(LEAST_HELD_OUT)))
  if (unseen !== undefined) {
    onNotice?.(
      `Warning: the model was trained on the ${splits.validation.count} images of ${data.name} that ` +
        'count as held out here, so copies of them look good: train with --held-out auto',
    )
  }
  return splits
}

/**
 * `loadData`, and images of the same kind that are no part of it: MNIST's test images, the `t10k`
 * files of a folder, or digits that come after those. Of other data the last images are kept out:
 * `validation` of them, else a tenth, and at least 2.
 * @throws {UserError} as `loadData`, and where there are too few images.
 */
export async function loadSplits(spec: string, options: LoadSplitsOptions = {}): Promise<Splits> {
  const data = await loadData(spec, options)
  if (spec === 'digits') {
    const { seed, size } = options
    const count = Math.max(LEAST_HELD_OUT, Math.round(data.count * HELD_OUT))
    return { train: data, validation: digits({ count, seed, size, first: data.count }) }
  }
  if (spec === 'mnist')
    return { train: data, validation: await mnist({ ...options, split: 'test' }) }
  if (!(await hasIdxImages(spec, 'test'))) return splitsOf(data, options)
  return { train: data, validation: await loadIdxFolder(spec, 'test') }
}

/** The newest file with weights in a run folder, if any. */
async function newestIn(folder: string): Promise<string | undefined> {
  // the checkpoint comes first: while a run goes on, its model is that of an earlier end
  for (const name of [runFiles.checkpoint, runFiles.model]) {
    if ((await kindOf(join(folder, name))) === 'file') return join(folder, name)
  }
  return undefined
}

/** Why a path stands for no model, and what does. */
async function noModel(path: string, kind: 'folder' | 'nothing'): Promise<UserError> {
  if (await isRunFolder(path)) {
    return new UserError(`the run in ${path} has saved nothing yet: wait for its first checkpoint`)
  }
  return new UserError(
    `${path} ${kind === 'nothing' ? 'does not exist' : 'holds no run'}${nearest(path, bundledModels)}: ` +
      `give a run folder, a .safetensors file or a model that comes with ddpm (${bundledModels.join(', ')})`,
  )
}

/**
 * The file with the weights that a word stands for: a file itself, the newest of a run folder, or,
 * where there is neither, a model that comes with the package.
 * @throws {UserError} where there is none.
 */
export async function findModelFile(path: string): Promise<string> {
  const kind = await kindOf(path)
  if (kind === 'file') return path
  const found = (await newestIn(path)) ?? bundledModelFile(path)
  if (found) return found
  throw await noModel(path, kind)
}
