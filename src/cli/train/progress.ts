/** How fast a run goes, how long it will take, and how its loss goes. No output. */

import type { StepEvent } from '../../training/events.ts'
import type { RunInfo } from './reporter.ts'

/** Mean of the recent past: weights fall by this factor with each value. */
const FADE = 0.96
/** Values kept of the loss curve; beyond it, neighbours are merged. */
const MOST_POINTS = 512

/** An exponentially weighted mean without the bias of its beginning (as Adam corrects it). */
class FadingMean {
  #sum = 0
  #weight = 0

  add(value: number): void {
    this.#sum = FADE * this.#sum + (1 - FADE) * value
    this.#weight = FADE * this.#weight + (1 - FADE)
  }

  /** NaN before the first value. */
  get value(): number {
    return this.#sum / this.#weight
  }
}

/** The whole loss curve in bounded memory. */
class Curve {
  points: number[] = []
  #perPoint = 1
  #sum = 0
  #count = 0

  add(value: number): void {
    this.#sum += value
    if (++this.#count < this.#perPoint) return
    this.points.push(this.#sum / this.#count)
    this.#sum = this.#count = 0
    if (this.points.length < MOST_POINTS) return
    this.points = this.points.flatMap((point, i) => {
      return i % 2 ? [] : [(point + this.points[i + 1]) / 2]
    })
    this.#perPoint *= 2
  }
}

export class Progress {
  readonly info: RunInfo
  readonly #now: () => number
  readonly #secondsPerStep = new FadingMean()
  readonly #loss = new FadingMean()
  readonly #curve = new Curve()
  /** When the step under way began, if that is known. */
  #began: number | undefined
  #epochSeconds = 0
  #epochSteps = 0
  step: number
  epoch = 1
  gradientNorm = Number.NaN

  /** @param now milliseconds */
  constructor(info: RunInfo, now: () => number = () => performance.now()) {
    this.info = info
    this.step = info.doneSteps
    this.#now = now
  }

  addStep({ step, epoch, loss, gradientNorm }: StepEvent): void {
    const now = this.#now()
    // the first step has the compilation in it
    if (this.#began !== undefined) {
      const seconds = (now - this.#began) / 1000
      this.#secondsPerStep.add(seconds)
      this.#epochSeconds += seconds
      this.#epochSteps++
    }
    this.#began = now
    this.step = step
    this.epoch = epoch
    this.gradientNorm = gradientNorm
    this.#loss.add(loss)
    this.#curve.add(loss)
  }

  /** Training continues after something else took time. */
  goOn(): void {
    if (this.#began !== undefined) this.#began = this.#now()
  }

  /** The images/s of the epoch that ends; NaN where no step of it was timed. */
  endEpoch(): number {
    const imagesPerSecond = (this.#epochSteps * this.info.settings.batchSize) / this.#epochSeconds
    this.#epochSeconds = this.#epochSteps = 0
    return imagesPerSecond
  }

  /** Epochs that the run comes into. */
  get epochs(): number {
    return Math.max(Math.ceil(this.info.totalSteps / this.info.batchesPerEpoch), this.epoch)
  }

  /** 0..1 of the whole run. */
  get fraction(): number {
    return this.info.totalSteps > 0 ? this.step / this.info.totalSteps : 1
  }

  get imagesPerSecond(): number {
    return this.info.settings.batchSize / this.#secondsPerStep.value
  }

  get secondsLeft(): number {
    return Math.max(this.info.totalSteps - this.step, 0) * this.#secondsPerStep.value
  }

  /** Of the last steps; NaN before the first. */
  get loss(): number {
    return this.#loss.value
  }

  get losses(): readonly number[] {
    return this.#curve.points
  }
}
