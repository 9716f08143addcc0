/** The folders below runs/ that runs get where none is named. */

import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { systemReason } from '../../hosts/node/errors.ts'
import { cliError } from '../errors.ts'

/** `20261123-192345`, in local time. */
function timestamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
}

/** Whether the folder was made now, and by us. */
async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Makes `runs/<data>-<date>-<time>`, or the first free one of `-2`, `-3`, ...: of two runs that begin
 * in the same second each has its own.
 * @param runs the folder that holds them; made, where it is missing
 * @returns its path
 * @throws {DdpmError} `cli.run-folder-unusable`
 */
export async function claimFolder(data: string, now = new Date(), runs = 'runs'): Promise<string> {
  const name = join(runs, `${basename(data)}-${timestamp(now)}`)
  try {
    await mkdir(runs, { recursive: true })
    let path = name
    for (let n = 2; !(await isMade(path)); n++) path = `${name}-${n}`
    return path
  } catch (error) {
    const values = { path: name, reason: systemReason(error) }
    throw cliError('cli.run-folder-unusable', values, { cause: error })
  }
}
