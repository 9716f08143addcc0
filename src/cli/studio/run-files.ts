/** Which files a run folder has, as far as the studio cares, and when they were written. */

import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { runFiles } from '../../node.ts'
import type { RunFile } from './protocol.ts'
import { isPlainName, realWithin } from './within.ts'

const SAMPLES = 'samples'

/** What a page may have of a run, besides its grids. */
const SHOWN = [
  ...['final.png', 'loss.png', 'trajectory.png', 'denoising.gif'],
  ...['eval.png', 'eval.json'],
]

const isGrid = (name: string) => isPlainName(name) && /^[^.].*\.png$/.test(name)

/** The names on the way to a file that a page may have; nothing for every other. */
export function shownFile(name: string): readonly string[] | undefined {
  const names = name.split('/')
  const [folder, grid] = names
  if (names.length === 1) return SHOWN.includes(name) ? names : undefined
  return names.length === 2 && folder === SAMPLES && isGrid(grid) ? names : undefined
}

export interface Inventory {
  readonly config?: number
  readonly metrics?: number
  readonly checkpoint?: number
  readonly model?: number
  /** The grids, the oldest first. */
  readonly samples: readonly RunFile[]
  /** Other files that a page may have. */
  readonly shown: readonly RunFile[]
}

/** When a file was written; nothing where there is none, or a link or a folder in its place. */
async function written(path: string): Promise<number | undefined> {
  const stats = await lstat(path).catch(() => undefined)
  return stats?.isFile() ? stats.mtimeMs : undefined
}

async function present(folder: string, names: readonly string[]): Promise<RunFile[]> {
  const found: RunFile[] = []
  for (const name of names) {
    const when = await written(join(folder, name))
    if (when !== undefined) found.push({ name, written: when })
  }
  return found
}

const byNumber = new Intl.Collator('en', { numeric: true }).compare

/** What a run folder holds now; what cannot be looked at is as if it were not there. */
export async function inventoryOf(folder: string): Promise<Inventory> {
  const grids = await readdir(join(folder, SAMPLES)).catch(() => [])
  const names = grids.filter(isGrid).sort(byNumber)
  const paths = names.map((name) => `${SAMPLES}/${name}`)
  return {
    config: await written(join(folder, runFiles.config)),
    metrics: await written(join(folder, runFiles.metrics)),
    checkpoint: await written(join(folder, runFiles.checkpoint)),
    model: await written(join(folder, runFiles.model)),
    samples: await present(folder, paths),
    shown: await present(folder, SHOWN),
  }
}

/** Changes whenever a file of a run may have changed, at the price of a few calls. */
export async function markOf(folder: string): Promise<string> {
  const places = ['.', runFiles.config, runFiles.metrics, SAMPLES, 'checkpoints']
  const found = await Promise.all(
    places.map((place) => stat(join(folder, place)).catch(() => undefined)),
  )
  return found.map((stats) => (stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '')).join()
}

/** Why a folder is not looked into; nothing where it may be. */
export async function foreign(root: string, name: string): Promise<string | undefined> {
  if (await realWithin(root, [name])) return undefined
  return `${name} is a link to a place outside of the runs folder, which is not followed`
}
