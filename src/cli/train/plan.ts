/** Which run the options ask for: its settings and its folder. It starts nothing. */

import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { nearest } from '../../engine/nearest.ts'
import { dataNames, isRunFolder, RunFolder, runFiles } from '../../node.ts'
import { UsageError } from '../errors.ts'
import { newSettings, parseSettings, resumedSettings, type TrainFlags } from './settings.ts'

/** Where a run is kept, as said on the command line. */
export interface Place {
  readonly out?: string | undefined
  readonly resume?: true | undefined
}

/** `20261123-192345`, in local time. */
function timestamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
}

/** A folder below runs/ that no run has taken. */
async function freshFolder(data: string): Promise<string> {
  const name = join('runs', `${basename(data)}-${timestamp(new Date())}`)
  for (let n = 1; ; n++) {
    const path = n === 1 ? name : `${name}-${n}`
    if (!(await isRunFolder(path))) return path
  }
}

/** The run below runs/ that was written to last. */
async function newestRun(): Promise<string | undefined> {
  const names = await readdir('runs').catch(() => [])
  const found: { path: string; time: number }[] = []
  for (const name of names) {
    const path = join('runs', name)
    const config = await stat(join(path, runFiles.config)).catch(() => undefined)
    if (config) found.push({ path, time: config.mtimeMs })
  }
  return found.sort((a, b) => b.time - a.time)[0]?.path
}

/**
 * Folders are kept as absolute paths, so that a run is resumed from anywhere.
 * @throws {UsageError} where there is none.
 */
function withWholePath(flags: TrainFlags): TrainFlags {
  const { data } = flags
  if (data === undefined || dataNames.includes(data)) return flags
  if (existsSync(data)) return { ...flags, data: resolve(data) }
  throw new UsageError(
    `--data ${data} is no folder here and no known name${nearest(data, dataNames)}: ` +
      `use ${dataNames.join(', ')}, or a folder with IDX files`,
  )
}

/**
 * The run that the options ask for: a new one, or one to go on with.
 * @throws {UserError} where there is nothing to resume; {UsageError} where options contradict it.
 */
export async function planRun(given: TrainFlags, { out, resume }: Place) {
  const flags = withWholePath(given)
  if (!resume) {
    const settings = newSettings(flags)
    return { settings, path: out ?? (await freshFolder(settings.data)), resume: undefined }
  }
  if (out === undefined) {
    const newest = await newestRun()
    const hint = newest ? `: the newest here is --out ${newest}` : ''
    throw new UsageError(`--resume needs --out with the run's folder${hint}`)
  }
  const folder = await RunFolder.open(out)
  const saved = parseSettings(await folder.readConfig(), join(out, runFiles.config))
  return { settings: resumedSettings(saved, flags), path: out, resume: folder }
}
