/** Finds out what lies at a path and hands it to the one who knows such things. */

import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { readWhole } from '../../hosts/node/files.ts'
import { loadData } from '../../hosts/node/load.ts'
import { bundledModelFile } from '../../hosts/node/models.ts'
import { isRunFolder } from '../../hosts/node/run-folder.ts'
import { cliError } from '../errors.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { describeDataset, describeIdx, looksLikeIdx } from './idx.ts'
import { describeModelFile } from './model-file.ts'
import type { Report } from './report.ts'
import { describeRun } from './run.ts'
import { unreadable } from './unreadable.ts'

/** A folder is a run, or what `ddpm train --data` would take it for. */
async function describeFolder(path: string, terminal: Terminal): Promise<Report> {
  if (await isRunFolder(path)) return await describeRun(path, terminal)
  const notices: string[] = []
  try {
    const data = await loadData(resolve(path), { onNotice: (text) => notices.push(text) })
    return describeDataset(path, data, notices)
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    const values = { path, reason: error.message }
    throw cliError('cli.neither-run-nor-data', values, { cause: error })
  }
}

/** Nothing where a path does not exist. @throws {DdpmError} where it may not be read. */
async function found(path: string) {
  return await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw unreadable(path, error)
  })
}

/**
 * What a path is, or a model that comes with the package, for people and for programs.
 * @throws {DdpmError} where it is nothing that is known here, or damaged.
 */
export async function inspect(path: string, terminal: Terminal): Promise<Report> {
  const stats = await found(path)
  const bundled = stats ? undefined : bundledModelFile(path)
  if (bundled) return await inspect(bundled, terminal)
  if (!stats) throw cliError('cli.nothing-there', { path })
  if (stats.isDirectory()) return await describeFolder(path, terminal)
  const bytes = await readWhole(path)
  if (looksLikeIdx(path, bytes)) return await describeIdx(path, bytes)
  return describeModelFile(path, bytes)
}
