/** Files read and written whole, with errors a user can act on. It knows no formats. */

import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemError } from './errors.ts'

/**
 * Makes the new name last: POSIX keeps it in the folder. The file is in its place by then, so where
 * folders cannot be opened (Windows, no right to read) or synced (some network drives), let it be.
 */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder)
    await handle.sync().finally(() => handle.close())
  } catch {}
}

/** Of a file: text, bytes, or pieces of them one after the other. */
export type Content = Uint8Array | string | readonly Uint8Array[]

async function writeAndSync(path: string, bytes: Content): Promise<void> {
  const file = await open(path, 'wx')
  try {
    const isWhole = typeof bytes === 'string' || bytes instanceof Uint8Array
    for (const part of isWhole ? [bytes] : bytes) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Where a file is written before it is put in its place. */
export const temporaryName = (path: string) => `${path}.${randomUUID()}.tmp`

/**
 * Puts a file in its place at once and whole: whatever happens, there is either the old file or
 * the new one. Missing folders are made.
 * @throws {DdpmError} `system.…`: why it could not be written; the old file is untouched.
 */
export async function writeAtomically(path: string, bytes: Content): Promise<void> {
  const folder = dirname(path)
  const temporary = temporaryName(path)
  try {
    await mkdir(folder, { recursive: true })
    await writeAndSync(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {}) // the first error is the one to report
    throw systemError({ path, action: 'written' }, error)
  }
  await syncFolder(folder)
}

/** @throws {DdpmError} `system.…`: why the file cannot be read. */
export async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    throw systemError({ path, action: 'read' }, error)
  }
}
