/** Training as an async generator of typed events: no files, no terminal, no clock. */

import { sampleInSteps } from '../diffusion/sample.ts'
import type { Model } from '../nn/model.ts'
import { initialParameters } from '../nn/parameters.ts'
import { Batches } from './batches.ts'
import { type OptimizerState, type Progress, runConfig } from './config.ts'
import type { TrainingEvent } from './events.ts'
import {
  checkResume,
  checkTraining,
  type ResolvedTraining,
  resolveTraining,
  type TrainingOptions,
} from './options.ts'
import { DivergenceError, Trainer } from './trainer.ts'

/** Iterate over it to train. */
export interface TrainingRun extends AsyncIterable<TrainingEvent> {
  /** Parameters as of the last checkpoint event, in the engine's layout. */
  readonly weights: Float32Array
}

function freshState(model: Model, seed: number): OptimizerState {
  const weights = initialParameters(model.parameters, seed)
  return { weights, m: new Float32Array(weights.length), v: new Float32Array(weights.length) }
}

const freshProgress: Progress = { step: 0, epoch: 1, position: 0, lossSum: 0 }

/** One run: where it stands, and the generators that move it on. */
class Run implements TrainingRun {
  readonly #options: ResolvedTraining
  readonly #batches: Batches
  #trainer!: Trainer
  #state: OptimizerState
  #progress: Progress
  /** Of the last whole epoch. */
  #loss: number | undefined

  constructor(options: ResolvedTraining) {
    const { data, batchSize, schedule, seed, model, resume } = options
    this.#options = options
    this.#batches = new Batches(data, batchSize, schedule.timesteps, seed)
    this.#state = resume ?? freshState(model, seed)
    this.#progress = resume?.progress ?? freshProgress
  }

  get weights(): Float32Array {
    return this.#state.weights
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrainingEvent, void> {
    const { device, model, schedule, batchSize } = this.#options
    this.#trainer = await Trainer.open(device, { model, schedule, batchSize }, this.#state)
    try {
      yield* this.#epochs()
    } finally {
      this.#trainer.free()
    }
  }

  async *#epochs(): AsyncGenerator<TrainingEvent, void> {
    const { epochs, sampleEvery } = this.#options
    for (;;) {
      yield* this.#epoch()
      const stopped = this.#stopReason()
      if (stopped) return yield* this.#stop(stopped)
      const { step, epoch, lossSum } = this.#progress
      this.#loss = lossSum / this.#batches.perEpoch
      yield { kind: 'epoch', epoch, step, loss: this.#loss }
      yield await this.#checkpoint()
      const last = epoch >= epochs
      if (last || (sampleEvery > 0 && epoch % sampleEvery === 0)) yield* this.#sample(last)
      if (last) return yield this.#done('finished')
      if (this.#options.signal?.aborted) return yield this.#done('aborted')
      this.#progress = { step, epoch: epoch + 1, position: 0, lossSum: 0 }
    }
  }

  /** The rest of the current epoch, or as far as the run may go. */
  async *#epoch(): AsyncGenerator<TrainingEvent, void> {
    const { checkpointEvery, seed, learningRate } = this.#options
    while (this.#progress.position < this.#batches.perEpoch && !this.#stopReason()) {
      const { epoch, position, lossSum } = this.#progress
      const step = this.#progress.step + 1
      const batch = this.#batches.take(epoch, position, step)
      try {
        const result = await this.#trainer.step(step, seed, batch, learningRate)
        const lossSumNow = lossSum + result.loss
        this.#progress = { step, epoch, position: position + 1, lossSum: lossSumNow }
        yield { kind: 'step', step, epoch, ...result }
      } catch (error) {
        if (error instanceof DivergenceError) yield await this.#checkpoint()
        throw error
      }
      if (checkpointEvery && step % checkpointEvery === 0) yield await this.#checkpoint()
    }
  }

  /** Why no further step may be made inside an epoch, if so. */
  #stopReason(): 'max-steps' | 'aborted' | undefined {
    const { maxSteps, signal } = this.#options
    if (this.#progress.position >= this.#batches.perEpoch) return undefined
    if (signal?.aborted) return 'aborted'
    return this.#progress.step >= maxSteps ? 'max-steps' : undefined
  }

  async *#stop(reason: 'max-steps' | 'aborted'): AsyncGenerator<TrainingEvent, void> {
    yield await this.#checkpoint()
    if (reason === 'max-steps') yield* this.#sample(true)
    yield this.#done(reason)
  }

  #done(reason: 'finished' | 'max-steps' | 'aborted'): TrainingEvent {
    const { step, epoch } = this.#progress
    return { kind: 'done', reason, step, epoch, loss: this.#loss }
  }

  async #checkpoint(): Promise<TrainingEvent> {
    this.#state = await this.#trainer.snapshot()
    const config = runConfig(this.#options)
    const { step, epoch } = this.#progress
    const checkpoint = { config, progress: this.#progress, ...this.#state }
    return { kind: 'checkpoint', step, epoch, checkpoint }
  }

  /** A grid from the current weights; an abort in the middle gives none. */
  async *#sample(final: boolean): AsyncGenerator<TrainingEvent, void> {
    const { device, model, sampler, sampleCount: count, seed, signal } = this.#options
    if (count === 0) return
    const { step, epoch } = this.#progress
    const weights = this.#trainer.parameters
    const steps = sampleInSteps({ device, model, weights, sampler, count, seed, signal })
    try {
      for (;;) {
        const next = await steps.next()
        if (next.done) return yield { kind: 'sample', epoch, step, images: next.value, final }
        yield { kind: 'sampling', epoch, ...next.value }
      }
    } catch (error) {
      if (!signal?.aborted) throw error
    }
  }
}

/**
 * Trains a model to predict the noise in noised images (Ho et al. 2020, algorithm 1).
 * @throws {UserError} where an option is out of range or the checkpoint is another run's; while
 * iterating, {DivergenceError} where the loss is not finite, after a checkpoint of the last good
 * state.
 */
export function train(options: TrainingOptions): TrainingRun {
  const resolved = resolveTraining(options)
  checkTraining(resolved)
  if (resolved.resume) checkResume(resolved, resolved.resume)
  return new Run(resolved)
}
