/**
 * The unfinished part of a download: kept on disk so that a later run continues it, and never
 * written by two processes at once. It knows nothing of the network.
 *
 * A part is a folder beside its target, `NAME.part` while nobody works on it. A process claims it
 * by renaming it to `NAME.part-PID-RANDOM`; renaming is atomic, so one claimant wins without a lock.
 */

import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { systemError } from './errors.ts'

export interface Part {
  readonly target: string
  readonly folder: string
}

/** An owner that has not written for so long is gone, even if its process id lives (again). */
const ABANDONED_AFTER_MS = 3_600_000

/** What this process works on. Its id alone says nothing: in a container each may have the same. */
const claims = new Set<string>()

const bodyOf = (part: Part) => join(part.folder, 'body')
const validatorOf = (part: Part) => join(part.folder, 'validator')

/** Runs a step on disk; errors say what is wrong with the folder. */
async function onDisk<T>(target: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    const move = 'name another cache folder in DDPM_CACHE_DIR'
    throw systemError({ path: dirname(target), action: 'written', move }, error)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0) // signal 0 only asks
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the part folder `name` is at work in a living process. */
async function isOwned(folder: string, name: string): Promise<boolean> {
  const pid = Number(/\.part-(\d+)-/.exec(name)?.[1])
  if (pid === process.pid && !claims.has(name)) return false
  if (Number.isNaN(pid) || !isRunning(pid)) return false
  const body = await stat(join(folder, name, 'body')).catch(() => undefined)
  return !body || Date.now() - body.mtimeMs < ABANDONED_AFTER_MS
}

/** Tries to make one of the parts that were left behind `own`. */
async function claimLeftOver(folder: string, prefix: string, own: string): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix) || (await isOwned(folder, name))) continue
    const claimed = await rename(join(folder, name), own).then(
      () => true,
      () => false, // another process was quicker
    )
    if (claimed) return true
  }
  return false
}

/**
 * Makes a part of `target` this process's own: one that was left behind, else a new, empty one.
 * @throws {DdpmError} `system.…` where the folder cannot be written to.
 */
export async function claimPart(target: string): Promise<Part> {
  const own = `${target}.part-${process.pid}-${randomUUID()}`
  claims.add(basename(own))
  await onDisk(target, async () => {
    await mkdir(dirname(target), { recursive: true })
    const found = await claimLeftOver(dirname(target), `${basename(target)}.part`, own)
    if (!found) await mkdir(own)
  })
  return { target, folder: own }
}

/** Gives the part up: what it holds is left to whoever comes next, an empty one is removed. */
export async function releasePart(part: Part): Promise<void> {
  const left = `${part.target}.part`
  if ((await partSize(part)) > 0) {
    await rm(left, { recursive: true, force: true })
    await rename(part.folder, left).catch(() => {}) // another process has just left its own
  }
  await rm(part.folder, { recursive: true, force: true })
  claims.delete(basename(part.folder))
}

/** Bytes received so far. */
export async function partSize(part: Part): Promise<number> {
  return (await stat(bodyOf(part)).catch(() => undefined))?.size ?? 0
}

/** What the server called this version of the file (ETag or date), for If-Range. */
export async function partValidator(part: Part): Promise<string | undefined> {
  const text = await readFile(validatorOf(part), 'utf8').catch(() => '')
  return text === '' ? undefined : text
}

/** Empties the part for a new version of the file. */
export async function restartPart(part: Part, validator = ''): Promise<void> {
  await onDisk(part.target, async () => {
    await writeFile(bodyOf(part), '')
    await writeFile(validatorOf(part), validator)
  })
}

/** Appends what arrives to the part, chunk by chunk. */
export async function appendToPart(part: Part, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const body = await onDisk(part.target, () => open(bodyOf(part), 'a'))
  try {
    for await (const chunk of chunks) await onDisk(part.target, () => body.appendFile(chunk))
  } finally {
    await body.close()
  }
}

export async function readPart(part: Part): Promise<Uint8Array> {
  return await onDisk(part.target, async () => new Uint8Array(await readFile(bodyOf(part))))
}

/** Puts the finished part in the place of its target, at once and whole. */
export async function finishPart(part: Part): Promise<void> {
  await onDisk(part.target, async () => {
    const body = await open(bodyOf(part), 'r+')
    await body.sync().finally(() => body.close())
    await rename(bodyOf(part), part.target)
  })
}
