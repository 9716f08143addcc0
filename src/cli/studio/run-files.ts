/** Which files a run folder has, as far as the studio cares, and when they were written. */

import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Inventory, inventoryOf } from '../../runs/inventory.ts'
import { gridsInOrder, runFiles, runFolders, samplesFolder, shownFiles } from '../../runs/layout.ts'
import { realWithin } from './within.ts'

/** When a file was written; nothing where there is none, or a link or a folder in its place. */
async function written(path: string): Promise<number | undefined> {
  const stats = await lstat(path).catch(() => undefined)
  return stats?.isFile() ? stats.mtimeMs : undefined
}

/** What a run folder holds now; what cannot be read is as if it were not there. */
export async function readInventory(folder: string): Promise<Inventory> {
  const entries = await readdir(join(folder, samplesFolder)).catch(() => [])
  const grids = gridsInOrder(entries.map((name) => `${samplesFolder}/${name}`))
  const found = new Map<string, number>()
  for (const name of [...Object.values(runFiles), ...shownFiles, ...grids]) {
    const when = await written(join(folder, name))
    if (when !== undefined) found.set(name, when)
  }
  return inventoryOf(found)
}

/** Changes whenever a file of a run may have changed, at the price of a few calls. */
export async function markOf(folder: string): Promise<string> {
  const places = [...runFolders, runFiles.config, runFiles.metrics]
  const found = await Promise.all(
    places.map((place) => stat(join(folder, place)).catch(() => undefined)),
  )
  return found.map((stats) => (stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '')).join()
}

/** Why a folder is not read; nothing where it may be. */
export async function foreign(root: string, name: string): Promise<string | undefined> {
  if (await realWithin(root, [name])) return undefined
  return `${name} is a link to a place outside of the runs folder, which is not followed`
}
