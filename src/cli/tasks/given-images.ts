/** The images that a task is given, brought to the model's size as those that it was trained on. */

import { join } from 'node:path'
import type { NdArray } from '../../base/shape.ts'
import { loadOptionsOf } from '../../data/data-settings.ts'
import { type ImageOptions, loadImages } from '../../hosts/node/images.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { isRunFolder, RunFolder } from '../../hosts/node/run-folder.ts'
import { runFiles } from '../../runs/layout.ts'
import { parseSettings } from '../train/settings.ts'

/**
 * How the images were resized that a model has learnt from, and what was behind them: as its file says, or
 * its run where that is older.
 */
export async function asTrained(
  source: string,
  { preparation }: Pick<LoadedFile, 'preparation'>,
): Promise<ImageOptions> {
  if (preparation) return preparation
  if (!(await isRunFolder(source))) return {}
  const config = await (await RunFolder.open(source)).readConfig()
  const { background, fit, resize } = loadOptionsOf(
    parseSettings(config, join(source, runFiles.config)),
  )
  return { background, fit, resize }
}

/** @throws {DdpmError} as `loadImages` */
export async function givenImages(
  source: string,
  sources: readonly string[],
  loaded: LoadedFile,
  signal: AbortSignal,
): Promise<NdArray> {
  const prepared = await asTrained(source, loaded)
  return await loadImages(sources, loaded.network.imageShape, { ...prepared, signal })
}
