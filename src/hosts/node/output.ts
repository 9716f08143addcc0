/** Whether a file can be put in a place, asked before the work that makes it. */

import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { systemReason } from './errors.ts'
import { temporaryName } from './files.ts'

/** Whether there is something at a path. @throws where the system does not say. */
function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

/** The nearest folder above a path that is there: the ones below it are yet to be made. */
function folderAbove(path: string): string {
  const folder = dirname(path)
  return folder === path || exists(folder) ? folder : folderAbove(folder)
}

/**
 * Why a file or a folder cannot be written at a path, in words; undefined where nothing is known to
 * are obstacles. Parent folders may be missing.
 */
export function outputProblem(path: string): string | undefined {
  const place = resolve(path)
  try {
    if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) return `${path} is a folder`
    exists(temporaryName(place)) // the longest name that writing takes
    const folder = folderAbove(place)
    if (!statSync(folder).isDirectory()) return `${folder} is a file, not a folder`
    accessSync(folder, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    return `${path} cannot be written: ${systemReason(error)}`
  }
}
