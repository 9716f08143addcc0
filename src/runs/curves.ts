/** The curves of a run, made of the lines of its metrics as they come, and bounded in size. */

import { type Metric, parseMetric, type ValidationLosses } from './metrics.ts'
import { Thinned } from './thinned.ts'

/** Points of a curve at most. */
const MOST_POINTS = 2000
/** Steps whose mean is the loss of a summary. */
const RECENT_STEPS = 50

export interface StepLoss {
  readonly step: number
  readonly loss: number
}

/** What a run says at the end of an epoch; or, where it stops within one, its last validation. */
export interface EpochLoss extends StepLoss {
  readonly kind: 'epoch' | 'validation'
  readonly epoch: number
  readonly validation?: ValidationLosses | undefined
}

/** How many of the samples of a grid are copies. */
export interface StepCopies {
  readonly step: number
  /** From 0 to 1. */
  readonly share: number
}

const mean = (group: readonly StepLoss[]): StepLoss => ({
  step: group[group.length - 1].step,
  loss: group.reduce((sum, { loss }) => sum + loss, 0) / group.length,
})

const latest = <Point>(group: readonly Point[]) => group[group.length - 1]

/** @param metric of the kinds `epoch` and `validation` */
export function epochLoss({ kind, epoch, step, loss, validation }: Metric): EpochLoss {
  return { kind: kind === 'validation' ? kind : 'epoch', epoch, step, loss, validation }
}

export class RunCurves {
  readonly #steps = new Thinned<StepLoss>(MOST_POINTS, mean)
  readonly #epochs = new Thinned<EpochLoss>(MOST_POINTS, latest)
  readonly #copies = new Thinned<StepCopies>(MOST_POINTS, latest)
  readonly #recent: StepLoss[] = []
  #unreadable = 0

  /** @returns the line as a metric; nothing where it is not one, which is counted unless it is empty */
  add(line: string): Metric | undefined {
    const metric = parseMetric(line)
    if (!metric) {
      if (line.trim() !== '') this.#unreadable++
      return undefined
    }
    if (metric.kind === 'step') this.#addStep(metric)
    else if (metric.copies === undefined) this.#epochs.add(epochLoss(metric))
    else this.#copies.add({ step: metric.step, share: metric.copies })
    return metric
  }

  #addStep({ step, loss }: Metric): void {
    this.#steps.add({ step, loss })
    this.#recent.push({ step, loss })
    if (this.#recent.length > RECENT_STEPS) this.#recent.shift()
  }

  /** Losses of steps, ascending; of a long run means of neighbours. */
  get steps(): readonly StepLoss[] {
    return this.#steps.points
  }

  get epochs(): readonly EpochLoss[] {
    return this.#epochs.points
  }

  get copies(): readonly StepCopies[] {
    return this.#copies.points
  }

  /** The last step, with the mean of the last losses. */
  get last(): StepLoss | undefined {
    return this.#recent.length > 0 ? mean(this.#recent) : undefined
  }

  /** Lines that are not metrics. */
  get unreadable(): number {
    return this.#unreadable
  }
}
