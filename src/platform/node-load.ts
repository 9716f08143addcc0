/** Data sets and model files by a name or a path, as a user writes them. It decodes no models. */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dataset } from '../data/dataset.ts'
import { digits } from '../data/digits.ts'
import { UserError } from '../engine/errors.ts'
import { nearest } from '../engine/nearest.ts'
import { loadIdxFolder } from './node-data.ts'
import { type MnistOptions, mnist } from './node-mnist.ts'
import { isRunFolder, runFiles } from './node-run-folder.ts'

/** Data sets that have a name; anything else is a folder. */
export const dataNames: readonly string[] = ['digits', 'mnist']

export interface LoadDataOptions extends Pick<MnistOptions, 'onProgress' | 'signal'> {
  /** For `digits`: how many. Default 60,000. */
  readonly count?: number
  /** For `digits`: height and width, a multiple of 4 for SimpleUNet. Default 28. */
  readonly size?: number
  /** For `digits`: what their hands depend on. Default 0. */
  readonly seed?: number
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return 'nothing'
  return found.isDirectory() ? 'folder' : 'file'
}

/**
 * The training images that a word stands for.
 * @param spec `digits` (made here), `mnist` (downloaded once), or a folder with IDX files
 * @throws {UserError} where there are none, saying what was found and what was expected.
 */
export async function loadData(spec: string, options: LoadDataOptions = {}): Promise<Dataset> {
  if (spec === 'digits')
    return digits({ count: options.count, seed: options.seed, size: options.size })
  if (spec === 'mnist') return mnist(options)
  if ((await kindOf(spec)) === 'nothing') {
    throw new UserError(
      `data "${spec}" is no folder here and no known name${nearest(spec, dataNames)}: ` +
        `use ${dataNames.join(', ')}, or a folder with IDX files`,
    )
  }
  return loadIdxFolder(spec)
}

/**
 * The file with the weights that a path stands for: itself, or the newest of a run folder.
 * @throws {UserError} where there is none.
 */
export async function findModelFile(path: string): Promise<string> {
  const kind = await kindOf(path)
  if (kind === 'file') return path
  if (kind === 'nothing') {
    throw new UserError(`${path} does not exist: give a run folder or a .safetensors file`)
  }
  // the checkpoint comes first: while a run goes on, its model is that of an earlier end
  for (const name of [runFiles.checkpoint, runFiles.model]) {
    if ((await kindOf(join(path, name))) === 'file') return join(path, name)
  }
  throw new UserError(
    (await isRunFolder(path))
      ? `the run in ${path} has saved nothing yet: wait for its first checkpoint`
      : `${path} holds no run: give a run folder or a .safetensors file`,
  )
}
