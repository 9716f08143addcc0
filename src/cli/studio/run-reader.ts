/** One run folder as it is being written: what is known of it, and what is new since the last look. */

import { join } from 'node:path'
import { systemReason } from '../../hosts/node/errors.ts'
import { epochLoss, RunCurves } from '../../runs/curves.ts'
import type { Inventory } from '../../runs/inventory.ts'
import { runFiles } from '../../runs/layout.ts'
import {
  type CopiesPoint,
  detailOf,
  type EpochPoint,
  type RunDetail,
  type RunEvents,
  type RunSummary,
  type StepPoint,
} from '../../runs/protocol.ts'
import { summarise } from '../../runs/summary.ts'
import { type Config, readConfig } from './run-config.ts'
import { foreign, markOf, readInventory } from './run-files.ts'
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
  #inventory: Inventory = { shown: [] }
  #foreign: string | undefined
  /** Why the last look failed. */
  #failure: string | undefined
  #curves = new RunCurves()
  #summary: RunSummary
  #sent = ''

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
    return detailOf(this.#summary, this.#config.settings ?? {}, this.#curves)
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
    const summary = text === this.#sent ? undefined : this.#summary
    this.#sent = text
    return { summary, metrics }
  }

  /** What has changed, if anything has. */
  async #read(): Promise<RunNews['metrics']> {
    const folder = join(this.#root, this.name)
    this.#foreign = await foreign(this.#root, this.name)
    const mark = this.#foreign ? '' : await markOf(folder)
    if (mark === this.#mark) return undefined
    this.#config = await readConfig(this.#root, this.name)
    this.#inventory = await readInventory(folder)
    const metrics = await this.#readMetrics()
    this.#mark = mark // what has changed since is found the next time
    return metrics
  }

  async #readMetrics(): Promise<RunNews['metrics']> {
    const steps: StepPoint[] = []
    const epochs: EpochPoint[] = []
    const copies: CopiesPoint[] = []
    let tooMany = false
    const take = (line: string) => {
      const metric = this.#curves.add(line)
      if (!metric) return
      tooMany ||= steps.length + epochs.length + copies.length >= MOST_NEWS
      if (tooMany) return
      if (metric.kind === 'step') steps.push([metric.step, metric.loss])
      else if (metric.copies === undefined) epochs.push(epochLoss(metric))
      else copies.push([metric.step, metric.copies])
    }
    const broken = this.#failure !== undefined // nothing from before the failure was sent
    const outcome = await this.#tail.read(take, () => {
      this.#curves = new RunCurves()
    })
    if (outcome === 'replaced' || tooMany || broken) {
      return { name: this.name, replaced: true, steps: [], epochs: [], copies: [] }
    }
    if (outcome !== 'more') return undefined
    return { name: this.name, replaced: false, steps, epochs, copies }
  }

  #summarise(now: number): RunSummary {
    const { settings, problem } = this.#config
    return summarise({
      ...{ name: this.name, settings, inventory: this.#inventory, curves: this.#curves, now },
      problem: this.#foreign ?? this.#failure ?? problem,
    })
  }
}
