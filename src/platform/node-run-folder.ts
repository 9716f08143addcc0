/**
 * The folder of a training run: which files it has and when they are written. It knows neither
 * what a config says nor what a checkpoint holds.
 */

import { appendFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../engine/errors.ts'
import { systemReason } from './node-errors.ts'
import { readWhole, writeAtomically } from './node-files.ts'

/** Names inside a run folder. */
export const runFiles = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoints/latest.safetensors',
  model: 'model.safetensors',
} as const

/** A line of metrics.jsonl; `held-out` is of a run that stops within an epoch. */
export interface Metric {
  readonly kind: 'step' | 'epoch' | 'held-out'
  readonly step: number
  readonly epoch: number
  readonly loss: number
  readonly gradientNorm?: number
  /** Losses of images that are not trained on: their mean, and by quarter of the timesteps. */
  readonly heldOut?: { readonly mean: number; readonly quarters: readonly number[] }
}

/** Lines kept back before they are written together. */
const BATCH = 50

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Whether a folder holds a training run. */
export async function isRunFolder(path: string): Promise<boolean> {
  return exists(join(path, runFiles.config))
}

/**
 * A line as a metric; what a crash has cut short is none. A file can be edited: what else is not as
 * it was written is left out.
 */
export function parseMetric(line: string): Metric | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? metricOf({ ...value }) : undefined
  } catch {
    return undefined
  }
}

const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isKind = (value: unknown): value is Metric['kind'] =>
  value === 'step' || value === 'epoch' || value === 'held-out'

function metricOf(value: Readonly<Record<string, unknown>>): Metric | undefined {
  const { kind, step, epoch, loss, gradientNorm, heldOut } = value
  if (!isKind(kind) || !isNumber(step) || !isNumber(epoch) || !isNumber(loss)) return undefined
  return {
    ...{ kind, step, epoch, loss, heldOut: heldOutOf(heldOut) },
    gradientNorm: isNumber(gradientNorm) ? gradientNorm : undefined,
  }
}

function heldOutOf(value: unknown): Metric['heldOut'] {
  const { mean, quarters } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (!isNumber(mean) || !Array.isArray(quarters) || quarters.length !== 4) return undefined
  return quarters.every(isNumber) ? { mean, quarters } : undefined
}

/**
 * Whether a metric belongs to the past of a checkpoint. What is said of an epoch, or of a run's end,
 * is written after its last step, and a run that goes on from that step says it again.
 */
const isBefore = (metric: Metric, step: number) =>
  metric.kind === 'step' ? metric.step <= step : metric.step < step

export class RunFolder {
  readonly path: string
  #waiting: string[] = []
  #written: Promise<void> = Promise.resolve()

  private constructor(path: string) {
    this.path = path
  }

  /**
   * A new run's folder, with its config written.
   * @throws {UserError} where it holds a run already, or cannot be written.
   */
  static async create(path: string, config: object): Promise<RunFolder> {
    if (await isRunFolder(path)) {
      throw new UserError(
        `${path} holds a run already: add --resume to go on with it, or name another --out`,
      )
    }
    try {
      await mkdir(path, { recursive: true })
    } catch (error) {
      throw new UserError(
        `the run folder ${path} cannot be made: ${systemReason(error)}; name another --out`,
        { cause: error },
      )
    }
    const folder = new RunFolder(path)
    await folder.writeConfig(config)
    return folder
  }

  /** @throws {UserError} where there is no run in it. */
  static async open(path: string): Promise<RunFolder> {
    if (await isRunFolder(path)) return new RunFolder(path)
    throw new UserError(
      `${path} holds no run (no ${runFiles.config} in it): check the path, or train with ` +
        `--out ${path} and without --resume`,
    )
  }

  /** Its config, as JSON gives it. @throws {UserError} where the file is damaged. */
  async readConfig(): Promise<unknown> {
    const path = join(this.path, runFiles.config)
    const text = new TextDecoder().decode(await readWhole(path))
    try {
      return JSON.parse(text)
    } catch (error) {
      throw new UserError(`${path} is not JSON: mend it, or start a new run`, { cause: error })
    }
  }

  async writeConfig(config: object): Promise<void> {
    await this.write(runFiles.config, `${JSON.stringify(config, undefined, 2)}\n`)
  }

  /** The latest checkpoint's bytes, if one has been written. */
  async readCheckpoint(): Promise<Uint8Array | undefined> {
    const path = join(this.path, runFiles.checkpoint)
    return (await exists(path)) ? readWhole(path) : undefined
  }

  /**
   * Puts a checkpoint in the place of the one before, at once and whole; so one is enough.
   * @returns its path
   */
  async writeCheckpoint(bytes: Uint8Array): Promise<string> {
    await this.flush()
    return this.write(runFiles.checkpoint, bytes)
  }

  /** Writes a file of the run whole. @param name with `/`, relative to the folder. @returns its path */
  async write(name: string, bytes: Uint8Array | string): Promise<string> {
    const path = join(this.path, name)
    await writeAtomically(path, bytes)
    return path
  }

  /** Notes a metric; some are kept back until `flush`. */
  async log({ kind, step, epoch, loss, gradientNorm, heldOut }: Metric): Promise<void> {
    this.#waiting.push(`${JSON.stringify({ kind, step, epoch, loss, gradientNorm, heldOut })}\n`)
    if (this.#waiting.length >= BATCH) await this.flush()
  }

  /** Writes the metrics kept back, after those that are being written. */
  flush(): Promise<void> {
    const before = this.#written.catch(() => {}) // told to whoever wrote them
    this.#written = before.then(() => this.#writeWaiting())
    return this.#written
  }

  async #writeWaiting(): Promise<void> {
    if (this.#waiting.length === 0) return
    const lines = this.#waiting
    this.#waiting = []
    const path = join(this.path, runFiles.metrics)
    try {
      await appendFile(path, lines.join(''))
    } catch (error) {
      this.#waiting.unshift(...lines)
      throw new UserError(`${path} cannot be written: ${systemReason(error)}`, { cause: error })
    }
  }

  /** All metrics written so far, in order. */
  async readMetrics(): Promise<Metric[]> {
    const path = join(this.path, runFiles.metrics)
    if (!(await exists(path))) return []
    const text = new TextDecoder().decode(await readWhole(path))
    return text.split('\n').flatMap((line) => parseMetric(line) ?? [])
  }

  /** Forgets what was written after a checkpoint: the run comes through those steps again. */
  async rewindMetrics(step: number): Promise<void> {
    const kept = (await this.readMetrics()).filter((metric) => isBefore(metric, step))
    const lines = kept.map((metric) => `${JSON.stringify(metric)}\n`)
    await this.write(runFiles.metrics, lines.join(''))
  }
}
