/** One writer per run folder, across processes and machines. The rules are those of `runs/lock.ts`. */

import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { link, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DdpmError } from '../../base/errors.ts'
import { lockFile, lockNumber } from '../../runs/layout.ts'
import { isHeld, LOCK_TOUCH_MS, type LockSight, parseOwner, showOwner } from '../../runs/lock.ts'
import { hostsError } from './host-errors.ts'
import { processes, thisProcess } from './processes.ts'

interface Seen extends LockSight {
  readonly number: number
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** @param now by the clock of the folder's file system, which is not always ours */
async function look(folder: string, number: number, now: number): Promise<Seen | undefined> {
  const path = join(folder, lockFile(number))
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
    return { number, owner: parseOwner(text), age: now - mtimeMs }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The locks in a folder, from the oldest. */
async function locksIn(folder: string, now = Date.now()): Promise<Seen[]> {
  const numbers = (await readdir(folder)).flatMap((name) => lockNumber(name) ?? [])
  const seen = await Promise.all(numbers.map((number) => look(folder, number, now)))
  return seen.flatMap((lock) => lock ?? []).sort((a, b) => a.number - b.number)
}

function inUse(folder: string, { owner, number }: Seen): DdpmError {
  const near = owner?.table === processes.id
  const lock = near ? undefined : join(folder, lockFile(number))
  return hostsError('run-folder.in-use', { path: folder, owner: showOwner(owner), lock })
}

/** @throws {DdpmError} `run-folder.in-use` */
export async function refuseHeld(folder: string): Promise<void> {
  const held = (await locksIn(folder)).find((lock) => isHeld(lock, processes))
  if (held) throw inUse(folder, held)
}

/** Puts a file in its place whole, unless there is one. @returns whether it was put there */
async function linkInto(temporary: string, path: string, text: string): Promise<boolean> {
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code === 'ENOENT') throw error
  }
  // a file system without hard links
  return await writeFile(path, text, { flag: 'wx' }).then(
    () => true,
    (error) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

/** Locks of this process, which end with it however it exits. */
const ours = new Set<string>()
let watching = false

function releaseAtExit(path: string): void {
  ours.add(path)
  if (watching) return
  watching = true
  process.on('exit', () => {
    for (const lock of ours) rmSync(lock, { force: true })
  })
}

/** The right to write into a run folder. It ends with `release`, or with the process. */
export class RunLock {
  readonly #folder: string
  readonly #path: string
  readonly #text: string
  readonly #touching: NodeJS.Timeout
  #lost = false

  private constructor(folder: string, number: number, text: string) {
    this.#folder = folder
    this.#path = join(folder, lockFile(number))
    this.#text = text
    this.#touching = setInterval(() => void this.#touch(), LOCK_TOUCH_MS).unref()
    releaseAtExit(this.#path)
  }

  /**
   * Takes the lock of a folder that exists. One whose process has died does not count.
   * @throws {DdpmError} `run-folder.in-use`; what the file system throws, where it refuses
   */
  static async take(folder: string): Promise<RunLock> {
    const text = `${JSON.stringify(thisProcess())}\n`
    for (;;) {
      const lock = await RunLock.#attempt(folder, text)
      if (lock) return lock
    }
  }

  /** @returns nothing where another came first: who that is shows at the next attempt */
  static async #attempt(folder: string, text: string): Promise<RunLock | undefined> {
    const temporary = join(folder, `lock.${randomUUID()}.tmp`)
    try {
      await writeFile(temporary, text, { flag: 'wx' })
      const now = (await stat(temporary)).mtimeMs
      const before = await locksIn(folder, now)
      const held = before.find((lock) => isHeld(lock, processes))
      if (held) throw inUse(folder, held)
      const number = (before.at(-1)?.number ?? 0) + 1
      if (!(await linkInto(temporary, join(folder, lockFile(number)), text))) return undefined
      return await RunLock.#settle(folder, number, text, now)
    } catch (error) {
      if (!isMissing(error)) throw error
      await stat(folder) // a holder that has just begun clears the folder of temporary files
      return undefined
    } finally {
      await rm(temporary, { force: true })
    }
  }

  /** Looks again for others: of two that saw the folder free, the later one sees the earlier. */
  static async #settle(folder: string, number: number, text: string, now: number) {
    const lock = new RunLock(folder, number, text)
    const others = (await locksIn(folder, now)).filter((other) => other.number !== number)
    const held = others.find((other) => isHeld(other, processes))
    if (held) {
      await lock.release()
      throw inUse(folder, held)
    }
    for (const other of others) await rm(join(folder, lockFile(other.number)), { force: true })
    return lock
  }

  /**
   * To be called before every write: a process that did not run for long may have been overtaken.
   * @throws {DdpmError} `run-folder.lock-lost`
   */
  async confirm(): Promise<void> {
    await this.#touch()
    if (!this.#lost) return
    throw hostsError('run-folder.lock-lost', { path: this.#folder })
  }

  /** Lets others write into the folder. */
  async release(): Promise<void> {
    clearInterval(this.#touching)
    ours.delete(this.#path)
    if (!this.#lost) await rm(this.#path, { force: true })
  }

  /** Writes the same again: so the time is the file system's own, whose clock the others see, too. */
  async #touch(): Promise<void> {
    try {
      const current = await readFile(this.#path, 'utf8')
      if (current === this.#text) await writeFile(this.#path, this.#text, { flag: 'r+' })
      else this.#lost = true
    } catch (error) {
      this.#lost ||= isMissing(error) // else a moment's trouble: the write itself will say so
    }
    if (this.#lost) ours.delete(this.#path)
  }
}
