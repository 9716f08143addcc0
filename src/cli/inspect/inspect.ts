/** Finds out what lies at a path and hands it to the one who knows such things. */

import { stat } from 'node:fs/promises'
import { DdpmError } from '../../base/errors.ts'
import type { DataSettings } from '../../data/data-settings.ts'
import type { LoadDataOptions } from '../../data/source.ts'
import { dataNames } from '../../data/sources.ts'
import { encodePng } from '../../formats/png.ts'
import { findDiffusers } from '../../hosts/node/diffusers.ts'
import { readWhole, writeAtomically } from '../../hosts/node/files.ts'
import { openFile } from '../../hosts/node/folder.ts'
import { bundledModelFile } from '../../hosts/node/models.ts'
import { isRunFolder } from '../../hosts/node/run-folder.ts'
import { cliError } from '../errors.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { describeDiffusers } from './diffusers.ts'
import { describeIdx, looksLikeIdx } from './idx.ts'
import { contactSheet, describeImages, findImages } from './images.ts'
import { describeModelFile } from './model-file.ts'
import { describePickle } from './pickle-file.ts'
import type { Report } from './report.ts'
import { describeRun } from './run.ts'
import { describeTorchFile } from './torch-file.ts'
import { unreadable } from './unreadable.ts'

export interface InspectOptions extends Pick<LoadDataOptions, 'signal' | 'onProgress'> {
  /** Where a contact sheet of images to train on is written, if anywhere. */
  readonly sheet?: string | undefined
  /** How its images are prepared: as training would, where a size is given. */
  readonly reading?: DataSettings | undefined
}

/** Images to train on, and where it is asked for a sheet of them. */
async function describeData(
  path: string,
  { sheet, reading, ...watch }: InspectOptions,
): Promise<Report> {
  const found = await findImages(path, watch, reading)
  const report = describeImages(path, found)
  if (sheet === undefined) return report
  await writeAtomically(sheet, encodePng(contactSheet(found.data)))
  return { facts: { ...report.facts, sheet }, lines: [...report.lines, `Contact sheet: ${sheet}`] }
}

/** A folder is a run, or what `ddpm train --data` would take it for. */
async function describeFolder(
  path: string,
  terminal: Terminal,
  options: InspectOptions,
): Promise<Report> {
  if (await isRunFolder(path)) return await describeRun(path, terminal)
  try {
    return await describeData(path, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof DdpmError)) throw error
    const values = { path, reason: error.message }
    throw cliError('cli.neither-run-nor-data', values, { cause: error })
  }
}

/** Whether a file holds images to train on, such as an archive. */
async function holdsImages(path: string): Promise<boolean> {
  try {
    await openFile(path)
    return true
  } catch (error) {
    if (error instanceof DdpmError && error.code === 'data.is-file') return false
    throw error
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
 * @param options how the reading of images is watched, and where a contact sheet is written
 * @throws {DdpmError} where it is nothing that is known here, or damaged.
 */
export async function inspect(
  path: string,
  terminal: Terminal,
  options: InspectOptions = {},
): Promise<Report> {
  const stats = await found(path)
  const bundled = stats ? undefined : bundledModelFile(path)
  if (bundled) return await inspect(bundled, terminal)
  if (!stats && dataNames.includes(path)) return await describeData(path, options)
  if (!stats) throw cliError('cli.nothing-there', { path })
  const diffusers = await findDiffusers(path)
  if (diffusers) return await describeDiffusers(diffusers)
  if (stats.isDirectory()) return await describeFolder(path, terminal, options)
  const foreign = (await describeTorchFile(path)) ?? (await describePickle(path))
  if (foreign) return foreign
  if (await holdsImages(path)) return await describeData(path, options)
  const bytes = await readWhole(path)
  if (looksLikeIdx(path, bytes)) return await describeIdx(path, bytes)
  return describeModelFile(path, bytes)
}
