/** Finds out what lies at a path and hands it to the one who knows such things. */

import { readdir, stat } from 'node:fs/promises'
import { bundledModelFile, isRunFolder, loadIdxFolder, readWhole, UserError } from '../../node.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { describeDataset, describeIdx, looksLikeIdx } from './idx.ts'
import { describeModelFile } from './model-file.ts'
import type { Report } from './report.ts'
import { describeRun } from './run.ts'

async function describeFolder(path: string, terminal: Terminal): Promise<Report> {
  if (await isRunFolder(path)) return describeRun(path, terminal)
  const names = await readdir(path)
  if (names.some((name) => /idx\d-ubyte/i.test(name))) {
    return describeDataset(path, await loadIdxFolder(path))
  }
  const found = names.length === 0 ? 'it is empty' : `it has ${names.slice(0, 5).join(', ')}`
  throw new UserError(
    `${path} is neither a run folder nor a folder of IDX files (${found}): give one of these, ` +
      'or a .safetensors or IDX file',
  )
}

/**
 * What a path is, or a model that comes with the package, for people and for programs.
 * @throws {UserError} where it is nothing that is known here, or damaged.
 */
export async function inspect(path: string, terminal: Terminal): Promise<Report> {
  const found = await stat(path).catch(() => undefined)
  const bundled = found ? undefined : bundledModelFile(path)
  if (bundled) return inspect(bundled, terminal)
  if (!found) throw new UserError(`${path} does not exist: give a run folder or a file`)
  if (found.isDirectory()) return describeFolder(path, terminal)
  const bytes = await readWhole(path)
  if (looksLikeIdx(path, bytes)) return describeIdx(path, bytes)
  return describeModelFile(path, bytes)
}
