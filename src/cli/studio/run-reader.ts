/** One run folder as it is being written: what is known of it, and what is new since the last look. */

import { join } from 'node:path'
import { systemReason } from '../../hosts/node/errors.ts'
import { runFiles } from '../../node.ts'
import { epochLoss, RunCurves } from '../../runs/curves.ts'
import type { EpochPoint, RunDetail, RunEvents, RunSummary, StepPoint } from './protocol.ts'
import { type Config, plainSettings, readConfig } from './run-config.ts'
import { foreign, type Inventory, inventoryOf, markOf } from './run-files.ts'
import { summarise } from './run-summary.ts'
import { Tail } from './tail.ts'

/** News at most; of more, the page asks for the whole. */
const MOST_NEWS = 500
export interface RunNews {
  readonly summary?: RunSummary
  readonly metrics?: RunEvents['metrics']
}

export class RunReader {
  readonly name: string
  readonly #root: string
  readonly #tail: Tail
  #mark = ''
  #config: Config = { problem: 'it has not been read yet' }
  #inventory: Inventory = { samples: [], shown: [] }
  #foreign: string | undefined
  /** Why the last look failed. */
  #failure: string | undefined
  #curves = new RunCurves()
  #summary: RunSummary
  #told = ''

  constructor(root: string, name: string) {
    this.#root = root
    this.name = name
    this.#tail = new Tail(root, [name, runFiles.metrics])
    this.#summary = this.#summarise(0)
  }

  get summary(): RunSummary {
    return this.#summary
  }

  get detail(): RunDetail {
    const { settings } = this.#config
    return {
      summary: this.#summary,
      settings: settings ? plainSettings(settings) : {},
      steps: this.#curves.steps.map(({ step, loss }): StepPoint => [step, loss]),
      epochs: this.#curves.epochs,
    }
  }

  /** Looks again. What cannot be read is this run's problem, and tried again the next time. */
  async refresh(now: number): Promise<RunNews> {
    let metrics: RunNews['metrics']
    try {
      metrics = await this.#read()
      this.#failure = undefined
    } catch (error) {
      this.#failure = `it cannot be read now: ${systemReason(error)}`
    }
    this.#summary = this.#summarise(now)
    const text = JSON.stringify(this.#summary)
    const summary = text === this.#told ? undefined : this.#summary
    this.#told = text
    return { summary, metrics }
  }

  /** What has changed, if anything has. */
  async #read(): Promise<RunNews['metrics']> {
    const folder = join(this.#root, this.name)
    this.#foreign = await foreign(this.#root, this.name)
    const mark = this.#foreign ? '' : await markOf(folder)
    if (mark === this.#mark) return undefined
    this.#config = await readConfig(this.#root, this.name)
    this.#inventory = await inventoryOf(folder)
    const metrics = await this.#readMetrics()
    this.#mark = mark // what has changed since is found the next time
    return metrics
  }

  async #readMetrics(): Promise<RunNews['metrics']> {
    const steps: StepPoint[] = []
    const epochs: EpochPoint[] = []
    let tooMany = false
    const take = (line: string) => {
      const metric = this.#curves.add(line)
      if (!metric) return
      tooMany ||= steps.length + epochs.length >= MOST_NEWS
      if (tooMany) return
      if (metric.kind === 'step') steps.push([metric.step, metric.loss])
      else epochs.push(epochLoss(metric))
    }
    const broken = this.#failure !== undefined // of what came before it failed nothing was told
    const outcome = await this.#tail.read(take, () => {
      this.#curves = new RunCurves()
    })
    if (outcome === 'anew' || tooMany || broken) {
      return { name: this.name, anew: true, steps: [], epochs: [] }
    }
    return outcome === 'more' ? { name: this.name, anew: false, steps, epochs } : undefined
  }

  #summarise(now: number): RunSummary {
    const { last, epochs, unreadable } = this.#curves
    return summarise({
      ...{ name: this.name, config: this.#config, inventory: this.#inventory, now },
      ...{ foreign: this.#foreign, failure: this.#failure, unreadable, last },
      lastEpoch: epochs.findLast(({ kind }) => kind === 'epoch'),
    })
  }
}
