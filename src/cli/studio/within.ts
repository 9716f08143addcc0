/** Files inside a folder and nothing outside of it, wherever names or links lead. */

import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

/** Whether a word names something in a folder, and no way out of it. */
export const isPlainName = (name: string) =>
  name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)

/** Where something in a folder really is; nothing where it is not there, or not in the folder. */
export async function realWithin(
  root: string,
  names: readonly string[],
): Promise<string | undefined> {
  if (!names.every(isPlainName)) return undefined
  try {
    const [base, real] = await Promise.all([realpath(root), realpath(join(root, ...names))])
    const way = relative(base, real)
    const outside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
    return outside ? undefined : real
  } catch {
    return undefined // not there, or no permission
  }
}

export interface OpenFile {
  readonly handle: FileHandle
  readonly stats: Stats
}

/** Never waits for the other end of a pipe, never follows a link that has just been put there. */
const HOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Opens a regular file in a folder. The caller closes it. */
export async function openWithin(
  root: string,
  names: readonly string[],
): Promise<OpenFile | undefined> {
  const real = await realWithin(root, names)
  if (!real) return undefined
  try {
    if (!(await lstat(real)).isFile()) return undefined
    const handle = await open(real, HOW)
    const stats = await handle.stat()
    if (stats.isFile()) return { handle, stats }
    await handle.close()
  } catch {
    // it has vanished meanwhile, or cannot be read
  }
  return undefined
}
