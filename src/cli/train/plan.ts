/** Which run the options ask for: its settings and its folder. It starts nothing. */

import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { dataNames } from '../../data/sources.ts'
import { findModelFile } from '../../hosts/node/load.ts'
import { bundledModelFile } from '../../hosts/node/models.ts'
import { RunFolder } from '../../hosts/node/run-folder.ts'
import { isBundled } from '../../models/bundled.ts'
import type { ReadModel } from '../../models/host-interface.ts'
import { runFiles } from '../../runs/layout.ts'
import { checkOutputs } from '../outputs.ts'
import { shellWord } from '../shell-word.ts'
import { usageError } from '../usage-errors.ts'
import { checkFlags } from './check-flags.ts'
import { readParent, settingsOf } from './from.ts'
import { parseSettings, resumedSettings, type TrainFlags, type TrainSettings } from './settings.ts'

/** Where a run is kept, as said on the command line. */
export interface Place {
  readonly out?: string | undefined
  /** The run to resume; `true` for the one in `out`. */
  readonly resume?: string | true | undefined
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

/** @throws {DdpmError} `usage.unknown-data` */
function wholeData(data: string | undefined): string | undefined {
  if (data === undefined || dataNames.includes(data)) return data
  if (existsSync(data)) return resolve(data)
  throw usageError('usage.unknown-data', { data, names: dataNames })
}

/** A name of a bundled model stays one beside a folder of images that is called so. */
async function wholeFrom(from: string | undefined): Promise<string | undefined> {
  if (from === undefined || !existsSync(from)) return from
  const isName = isBundled(from) && (await findModelFile(from)) === bundledModelFile(from)
  return isName ? from : resolve(from)
}

/**
 * Folders are kept as absolute paths, so that a run is resumed from anywhere.
 * @throws {DdpmError} `usage.unknown-data`
 */
const withWholePaths = async ({ data, from, ...flags }: TrainFlags): Promise<TrainFlags> => ({
  ...flags,
  data: wholeData(data),
  from: await wholeFrom(from),
})

/** What the options ask for. */
export interface Plan {
  readonly settings: TrainSettings
  /** What of them was typed. */
  readonly typed: TrainFlags
  /** The run folder, where one is named. */
  readonly out: string | undefined
  /** The folder of the run to resume; else a new one is made. */
  readonly resume: RunFolder | undefined
  /** The model that a new run starts from. */
  readonly parent?: ReadModel | undefined
}

async function newRun(typed: TrainFlags, out: string | undefined): Promise<Plan> {
  const parent = await readParent(typed)
  return { settings: settingsOf(typed, parent), typed, out, resume: undefined, parent }
}

async function resumedRun(typed: TrainFlags, out: string | undefined): Promise<Plan> {
  if (out === undefined) {
    const newest = await newestRun()
    throw usageError('usage.resume-without-run', { newest: newest && shellWord(newest) })
  }
  const resume = await RunFolder.open(out)
  const saved = parseSettings(await resume.readConfig(), join(out, runFiles.config))
  return { settings: resumedSettings(saved, typed), typed, out, resume }
}

/** The folder that is to be resumed. @throws {DdpmError} `usage.two-run-folders` */
function folderOf({ out, resume }: Place): string | undefined {
  if (typeof resume !== 'string') return out
  if (out === undefined || resolve(out) === resolve(resume)) return resume
  throw usageError('usage.two-run-folders', { resume, out })
}

/**
 * The run that the options ask for: a new one, or one to resume.
 * @throws {DdpmError} where there is nothing to resume, or options contradict it or each other.
 */
export async function planRun(given: TrainFlags, { out, resume }: Place): Promise<Plan> {
  const typed = await withWholePaths(given)
  if (!resume) checkOutputs([join(out ?? join('runs', 'new'), runFiles.config)], '--out')
  const plan = resume
    ? await resumedRun(typed, folderOf({ out, resume }))
    : await newRun(typed, out)
  checkFlags({ typed, settings: plan.settings, resumed: plan.resume !== undefined })
  return plan
}
