/**
 * The folder of a training run: which files it has and when they are written. It knows neither
 * what a config says nor what a checkpoint holds.
 */

import { appendFile, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import { isLeftover, runFiles, runFolders } from '../../runs/layout.ts'
import { isBefore, type Metric, metricLine, parseMetrics } from '../../runs/metrics.ts'
import { systemError } from './errors.ts'
import { readWhole, writeAtomically } from './files.ts'
import { hostsError } from './host-errors.ts'
import { RunLock, refuseHeld } from './lock.ts'

/** Lines kept back before they are written together. */
const BATCH = 50

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}

/** Whether a folder holds a training run. */
export async function isRunFolder(path: string): Promise<boolean> {
  return await exists(join(path, runFiles.config))
}

/**
 * Whether nothing would be lost with the run in a folder: it has not trained yet, or was stopped
 * before its first metrics were written.
 */
async function isVacant(path: string): Promise<boolean> {
  if (await exists(join(path, runFiles.checkpoint))) return false
  if (await exists(join(path, runFiles.model))) return false
  const metrics = await stat(join(path, runFiles.metrics)).catch(() => undefined)
  return !metrics || metrics.size === 0
}

/**
 * Whether a new run may have the folder: it may not exist yet.
 * @throws {DdpmError} where it holds a run that has trained, or another process writes into it.
 */
export async function refuseTaken(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return
  if (!found.isDirectory()) throw hostsError('run-folder.is-file', { path })
  await refuseHeld(path)
  await refuseTrained(path)
}

async function refuseTrained(path: string): Promise<void> {
  if (!(await isRunFolder(path)) || (await isVacant(path))) return
  throw hostsError('run-folder.taken', { path })
}

/** Removes what killed writes have left. */
async function clear(path: string): Promise<void> {
  for (const folder of runFolders) {
    const names = await readdir(join(path, folder)).catch(() => [])
    for (const name of names.filter(isLeftover)) await rm(join(path, folder, name), { force: true })
  }
}

export class RunFolder {
  readonly path: string
  #waiting: string[] = []
  #written: Promise<void> = Promise.resolve()
  #lock: RunLock | undefined

  private constructor(path: string) {
    this.path = path
  }

  /**
   * A new run's folder, taken, with its config written.
   * @throws {DdpmError} where it holds a run that has trained, another process writes into it, or
   * it cannot be written.
   */
  static async create(path: string, config: object): Promise<RunFolder> {
    try {
      await mkdir(path, { recursive: true })
    } catch (error) {
      throw systemError({ path, action: 'written', move: 'name another --out' }, error)
    }
    const folder = new RunFolder(path)
    await folder.take()
    try {
      await refuseTrained(path)
      await folder.writeConfig(config)
      return folder
    } catch (error) {
      await folder.release()
      throw error
    }
  }

  /** To read it, whoever writes into it. @throws {DdpmError} where there is no run in it. */
  static async open(path: string): Promise<RunFolder> {
    if (await isRunFolder(path)) return new RunFolder(path)
    throw hostsError('run-folder.missing', { path, config: runFiles.config })
  }

  /**
   * Takes the right to write into it until `release`, and removes what killed writes have left.
   * @throws {DdpmError} where another process has it, or the folder cannot be written.
   */
  async take(): Promise<void> {
    try {
      this.#lock = await RunLock.take(this.path)
    } catch (error) {
      if (error instanceof DdpmError) throw error
      const move = 'name another --out'
      throw systemError({ path: this.path, action: 'written', move }, error)
    }
    await clear(this.path)
  }

  /** Lets other processes write into it. */
  async release(): Promise<void> {
    await this.#lock?.release()
    this.#lock = undefined
  }

  /** Its config, as JSON gives it. @throws {DdpmError} where the file is damaged. */
  async readConfig(): Promise<unknown> {
    const path = join(this.path, runFiles.config)
    const text = new TextDecoder().decode(await readWhole(path))
    try {
      return JSON.parse(text)
    } catch (error) {
      throw hostsError('run-folder.config-not-json', { path }, { cause: error })
    }
  }

  async writeConfig(config: object): Promise<void> {
    await this.write(runFiles.config, `${JSON.stringify(config, undefined, 2)}\n`)
  }

  /** The latest checkpoint's bytes, if one has been written. */
  async readCheckpoint(): Promise<Uint8Array | undefined> {
    const path = join(this.path, runFiles.checkpoint)
    return (await exists(path)) ? await readWhole(path) : undefined
  }

  /**
   * Puts a checkpoint in the place of the one before, at once and whole; so one is enough.
   * @returns its path
   */
  async writeCheckpoint(bytes: Uint8Array): Promise<string> {
    await this.flush()
    return await this.write(runFiles.checkpoint, bytes)
  }

  /** Writes a file of the run whole. @param name with `/`, relative to the folder. @returns its path */
  async write(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(this.path, name)
    await this.#lock?.confirm()
    await writeAtomically(path, bytes)
    return path
  }

  /** Notes a metric; some are kept back until `flush`. */
  async log(metric: Metric): Promise<void> {
    this.#waiting.push(metricLine(metric))
    if (this.#waiting.length >= BATCH) await this.flush()
  }

  /** Writes the metrics kept back, after those that are being written. */
  flush(): Promise<void> {
    const before = this.#written.catch(() => {}) // whoever wrote them gets the error
    this.#written = before.then(() => this.#writeWaiting())
    return this.#written
  }

  async #writeWaiting(): Promise<void> {
    if (this.#waiting.length === 0) return
    await this.#lock?.confirm()
    const lines = this.#waiting
    this.#waiting = []
    const path = join(this.path, runFiles.metrics)
    try {
      await appendFile(path, lines.join(''))
    } catch (error) {
      this.#waiting.unshift(...lines)
      throw systemError({ path, action: 'written' }, error)
    }
  }

  /** All metrics written so far, in order. */
  async readMetrics(): Promise<Metric[]> {
    const path = join(this.path, runFiles.metrics)
    if (!(await exists(path))) return []
    const text = new TextDecoder().decode(await readWhole(path))
    return parseMetrics(text)
  }

  /** Forgets what was written after a checkpoint: the run comes through those steps again. */
  async rewindMetrics(step: number): Promise<void> {
    const kept = (await this.readMetrics()).filter((metric) => isBefore(metric, step))
    await this.write(runFiles.metrics, kept.map(metricLine).join(''))
  }
}
