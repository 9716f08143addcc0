/** A run's config.json, for a page: read, checked, and what is wrong with it in words. */

import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { RunFolder } from '../../hosts/node/run-folder.ts'
import { runFiles } from '../../runs/layout.ts'
import { type Settings, settingsOf } from '../../runs/settings.ts'
import { parseSettings } from '../train/settings.ts'
import { openWithin } from './within.ts'

/** More than any config has. */
const LARGEST = 1 << 20

export type Config =
  | { readonly settings: Settings; readonly problem?: undefined }
  | { readonly settings?: undefined; readonly problem: string }

/** What keeps a config from being read, before a byte of it is. */
async function obstacle(root: string, name: string): Promise<string | undefined> {
  const file = await openWithin(root, [name, runFiles.config])
  if (!file) return `${runFiles.config} is missing or cannot be read`
  await file.handle.close()
  return file.stats.size > LARGEST
    ? `${runFiles.config} is too large for a config (${file.stats.size} bytes)`
    : undefined
}

/** The settings in a run's config.json, or what is wrong with it. @param root the folder of runs */
export async function readConfig(root: string, name: string): Promise<Config> {
  const problem = await obstacle(root, name)
  if (problem) return { problem }
  try {
    const folder = await RunFolder.open(join(root, name))
    const settings = parseSettings(await folder.readConfig(), join(name, runFiles.config))
    return { settings: settingsOf(settings) }
  } catch (error) {
    if (error instanceof DdpmError) return { problem: error.message }
    throw error
  }
}
