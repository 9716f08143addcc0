/** A run's config.json, for a page: read, checked, and what is wrong with it in words. */

import { join } from 'node:path'
import { DdpmError, RunFolder, runFiles } from '../../node.ts'
import { parseSettings, type TrainSettings } from '../train/settings.ts'
import type { Setting } from './protocol.ts'
import { openWithin } from './within.ts'

/** More than any config has. */
const LARGEST = 1 << 20

export type Config =
  | { readonly settings: TrainSettings; readonly problem?: undefined }
  | { readonly settings?: undefined; readonly problem: string }

/** What keeps a config from being read, before a byte of it is. */
async function obstacle(root: string, name: string): Promise<string | undefined> {
  const file = await openWithin(root, [name, runFiles.config])
  if (!file) return `${runFiles.config} is missing or cannot be read`
  await file.handle.close()
  return file.stats.size > LARGEST
    ? `${runFiles.config} is too large for one (${file.stats.size} bytes)`
    : undefined
}

/** The settings in a run's config.json, or what is wrong with it. @param root the folder of runs */
export async function readConfig(root: string, name: string): Promise<Config> {
  const problem = await obstacle(root, name)
  if (problem) return { problem }
  try {
    const folder = await RunFolder.open(join(root, name))
    return { settings: parseSettings(await folder.readConfig(), join(name, runFiles.config)) }
  } catch (error) {
    if (error instanceof DdpmError) return { problem: error.message }
    throw error
  }
}

/** Settings as a page has them. */
export function plainSettings(settings: TrainSettings): Record<string, Setting> {
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, Setting] => entry[1] !== undefined),
  )
}

/** The settings by which one knows a run in a list. */
export function tellingSettings(settings: TrainSettings): Record<string, Setting> {
  const { preset, data, model, widths, batchSize, learningRate, target, schedule, seed } = settings
  const { epochs, maxSteps } = settings
  return plainSettings({
    ...{ preset, data, model, widths, batchSize, learningRate, target, schedule, seed },
    ...{ epochs, maxSteps },
  } as TrainSettings)
}
