/** Training as an async generator of typed events: no files, no terminal, no clock. */

import { DdpmError } from '../base/errors.ts'
import { everyClass } from '../diffusion/guidance.ts'
import { mapProgress } from '../diffusion/progress.ts'
import { sampleInSteps } from '../diffusion/sample.ts'
import { Batches, isWeighted } from './batches.ts'
import { bestWeights, type OptimizerState, type Progress, runConfig } from './config.ts'
import { CopyWatch } from './copy-watch.ts'
import { trainingError } from './errors.ts'
import type { TrainingEvent } from './events.ts'
import { freshProgress, freshState } from './fresh-state.ts'
import { checkpointEpochs, gridInterval } from './grids.ts'
import { learningRateAt } from './learning-rate.ts'
import { asLearnt, learntFrom } from './learnt-classes.ts'
import { LossWatch } from './loss-watch.ts'
import {
  checkResume,
  type ResolvedTraining,
  resolveTraining,
  type TrainingOptions,
} from './options.ts'
import { alone } from './ranks.ts'
import type { StepShape } from './step.ts'
import { Trainer } from './trainer.ts'
import { type ValidationLoss, validateInSteps, validationRounds } from './validation.ts'

/** Iterate over it to train, once: to continue later, `train` with `resume`. */
export interface TrainingSteps extends AsyncIterable<TrainingEvent> {
  /**
   * Parameters as of the last checkpoint event, in the engine's layout: their average where one is
   * kept, as `loadModel` gives them.
   */
  readonly weights: Float32Array
}

/** The step's program: of a whole batch, or of each of its parts. */
function shapeOf({ model, schedule, recipe, ranks = alone }: ResolvedTraining): StepShape {
  const { target, offsetNoise, gradAccumulation } = recipe
  const batchSize = recipe.batchSize / gradAccumulation / ranks.world
  const weighted = isWeighted(recipe)
  const objective = { model, schedule, target, offsetNoise, weighted }
  return { ...objective, batchSize, gradAccumulation, ranks, optimizer: recipe }
}

/** Whether an error is the abort that was asked for. */
const isAbort = (error: unknown, signal: AbortSignal | undefined) =>
  signal?.aborted === true && error === signal.reason

const isDivergence = (error: unknown) =>
  error instanceof DdpmError && error.code === 'training.diverged'
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** One run: where it stands, and the generators that move it on. */
class Run implements TrainingSteps {
  readonly #options: ResolvedTraining
  readonly #batches: Batches
  #trainer!: Trainer
  #state: OptimizerState
  #progress: Progress
  /** Of the last whole epoch. */
  #loss: number | undefined
  #validation: ValidationLoss | undefined
  readonly #watch: LossWatch
  readonly #copies: CopyWatch
  #begun = false
  /** As of the last checkpoint event. */
  #saved: Progress | undefined

  constructor(options: ResolvedTraining) {
    const { trained: data, schedule, recipe, model, resume, ranks } = options
    const source = { data, schedule, recipe, classes: model.classes, ranks }
    this.#options = options
    this.#batches = new Batches({ ...source, resampler: resume?.resampler })
    this.#watch = new LossWatch(recipe.offsetNoise)
    this.#copies = new CopyWatch(options)
    this.#state = resume ?? freshState(options)
    this.#progress = resume?.progress ?? freshProgress
  }

  get weights(): Float32Array {
    return bestWeights(this.#state)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<TrainingEvent, void> {
    if (this.#begun) throw trainingError('training.run-used')
    this.#begun = true
    this.#trainer = await Trainer.open(this.#options.device, shapeOf(this.#options), this.#state)
    try {
      yield* this.#kernels()
      yield* this.#epochs()
    } finally {
      this.#trainer.free()
    }
  }

  *#kernels(): Generator<TrainingEvent, void> {
    const { resume, device } = this.#options
    const [saved, variant] = [resume?.variant, device.variant]
    if (saved === undefined || saved === variant) return
    yield { kind: 'variant-changed', step: this.#progress.step, saved, variant }
  }

  async *#epochs(): AsyncGenerator<TrainingEvent, void> {
    for (;;) {
      yield* this.#epoch()
      const stopped = this.#stopReason()
      if (stopped !== 'aborted') this.#checkLoss(stopped ?? this.#endReason())
      if (stopped) return yield* this.#stop(stopped)
      const { step, epoch } = this.#progress
      const ended = this.#endReason()
      const isDue = ended !== undefined || epoch % checkpointEpochs(this.#options) === 0
      if (isDue) yield* this.#save() // first, as validation may take long
      if (!(yield* this.#endEpoch(isDue))) return yield this.#done('aborted')
      if (ended || this.#isGridDue()) yield* this.#sample(ended !== undefined)
      if (ended) return yield this.#done(ended)
      if (this.#options.signal?.aborted) return yield* this.#stop('aborted')
      this.#progress = { step, epoch: epoch + 1, position: 0, lossSum: 0 }
    }
  }

  /** The rest of the current epoch, or as far as the run may go. */
  async *#epoch(): AsyncGenerator<TrainingEvent, void> {
    const { checkpointEvery, recipe, plannedSteps, ranks } = this.#options
    while (this.#progress.position < this.#batches.perEpoch && !this.#stopReason()) {
      const { epoch, position, lossSum } = this.#progress
      const step = this.#progress.step + 1
      const batch = await this.#batches.take(epoch, position, step)
      try {
        const rate = learningRateAt(recipe, step, plannedSteps)
        const result = await this.#trainer.step(step, recipe.seed, batch, rate)
        const { loss, gradientNorm, losses } = result
        if (losses) this.#batches.learn(batch, losses)
        // of the whole batch, so that all ranks judge alike
        this.#watch.add(losses && !ranks ? mean(losses) : loss)
        this.#progress = { step, epoch, position: position + 1, lossSum: lossSum + loss }
        yield { kind: 'step', step, epoch, loss, gradientNorm }
      } catch (error) {
        if (isDivergence(error)) yield* this.#save()
        throw error
      }
      this.#checkLoss()
      if (checkpointEvery && step % checkpointEvery === 0) yield* this.#save()
      const isAmid = this.#progress.position < this.#batches.perEpoch && !this.#stopReason()
      if (isAmid && this.#isGridDue()) yield* this.#sample(false)
    }
  }

  /**
   * @param ended why the run ends here, if it does
   * @throws {DdpmError} `training.loss-exploded`
   */
  #checkLoss(ended?: string): void {
    const steps = this.#watch.sustained(ended !== undefined)
    if (steps === 0) return
    const { step } = this.#progress
    const { learningRate } = this.#options.recipe
    const { limit, last: loss } = this.#watch
    throw trainingError('training.loss-exploded', { step, loss, limit, steps, learningRate })
  }

  /** Whether this process gives what a run does once: checkpoints, validation, samples. */
  get #isFirst(): boolean {
    return (this.#options.ranks ?? alone).rank === 0
  }

  /** Whether an intermediate grid is to be made after the last step. */
  #isGridDue(): boolean {
    const { sampleEvery } = this.#options
    const { step, epoch, position } = this.#progress
    if (sampleEvery === 'auto') return step % gridInterval(this.#options) === 0
    return sampleEvery > 0 && position >= this.#batches.perEpoch && epoch % sampleEvery === 0
  }

  /** The epoch's loss, and that of validation where it is due. @returns false where it was aborted */
  async *#endEpoch(isDue: boolean): AsyncGenerator<TrainingEvent, boolean> {
    const { step, epoch, lossSum } = this.#progress
    if (isDue && !(yield* this.#judge())) return false
    this.#loss = lossSum / this.#batches.perEpoch
    const validation = isDue && this.#validation && { validation: this.#validation }
    yield { kind: 'epoch', epoch, step, loss: this.#loss, ...validation }
    return true
  }

  /** Validates, where there are images for it. @returns false where it was aborted */
  async *#judge(): AsyncGenerator<TrainingEvent, boolean> {
    const { device, data: all, validationData: data, recipe, signal } = this.#options
    if (!data || !this.#isFirst) return true
    const { epoch } = this.#progress
    const { parameters } = this.#trainer
    const job = { device, shape: shapeOf(this.#options), data, parameters, seed: recipe.seed }
    const judging = validateInSteps({ ...job, rounds: validationRounds(all, data.count), signal })
    this.#validation = undefined
    try {
      this.#validation = yield* mapProgress(judging, (progress) => {
        return { kind: 'validating', epoch, ...progress } as const
      })
      return true
    } catch (error) {
      if (!isAbort(error, signal)) throw error
      return false
    }
  }

  /** Why no further step may be made inside an epoch, if so. */
  #stopReason(): 'max-steps' | 'aborted' | undefined {
    const { maxSteps = Number.POSITIVE_INFINITY, signal } = this.#options
    if (this.#progress.position >= this.#batches.perEpoch) return undefined
    if (signal?.aborted) return 'aborted'
    return this.#progress.step >= maxSteps ? 'max-steps' : undefined
  }

  /** Why the run ends with the epoch that has just ended, if so. */
  #endReason(): 'finished' | 'max-steps' | undefined {
    const { epochs, maxSteps = Number.POSITIVE_INFINITY } = this.#options
    const { step, epoch } = this.#progress
    if (epoch >= epochs) return 'finished'
    return step >= maxSteps ? 'max-steps' : undefined
  }

  async *#stop(reason: 'max-steps' | 'aborted'): AsyncGenerator<TrainingEvent, void> {
    yield* this.#save()
    if (reason === 'max-steps') {
      if (!(yield* this.#judge())) return yield this.#done('aborted')
      yield* this.#sample(true)
    }
    yield this.#done(reason)
  }

  #done(reason: 'finished' | 'max-steps' | 'aborted'): TrainingEvent {
    const { step, epoch } = this.#progress
    const validation = this.#validation && { validation: this.#validation }
    return {
      kind: 'done',
      reason,
      step,
      epoch,
      loss: this.#loss,
      ...validation,
      ...this.#copies.last,
    }
  }

  /** A checkpoint, unless the last one is of this moment. */
  async *#save(): AsyncGenerator<TrainingEvent, void> {
    if (this.#saved === this.#progress) return
    const event = await this.#checkpoint()
    this.#saved = this.#progress
    if (this.#isFirst) yield event
  }

  async #checkpoint(): Promise<TrainingEvent> {
    this.#state = await this.#trainer.snapshot()
    const config = runConfig(this.#options)
    const { step, epoch } = this.#progress
    const { resampler } = this.#batches
    const state = resampler ? { ...this.#state, resampler } : this.#state
    const { device, model, data } = this.#options
    const { variant } = device
    const about = { ...(variant && { variant }), ...learntFrom(model, data) }
    const checkpoint = { config, progress: this.#progress, ...about, ...state }
    return { kind: 'checkpoint', step, epoch, checkpoint }
  }

  /** A grid from the current weights; an abort in the middle gives none. */
  async *#sample(final: boolean): AsyncGenerator<TrainingEvent, void> {
    const { device, model, sampler, sampleCount: count, recipe, guidance, signal } = this.#options
    if (count === 0 || !this.#isFirst) return
    const { seed, target } = recipe
    const { step, epoch, position } = this.#progress
    const passed = epoch - 1 + position / this.#batches.perEpoch
    const options = {
      ...{ device, model, weights: this.#trainer.parameters, sampler, count, seed, signal, target },
      ...everyClass(model, count, guidance),
    }
    try {
      const images = yield* mapProgress(sampleInSteps(options), (progress) => {
        return { kind: 'sampling', epoch, ...progress } as const
      })
      await this.#copies.judge(images)
      yield { kind: 'sample', epoch, step, passed, images, final, ...this.#copies.last }
    } catch (error) {
      if (!isAbort(error, signal)) throw error
    }
  }
}

/**
 * Trains a model to find its target in noised images (Ho et al. 2020, algorithm 1).
 * @throws {DdpmError} where an option is out of range or the checkpoint is another run's; while
 * iterating, `training.diverged` where the loss is not finite, after a checkpoint of the last good
 * state, and `training.loss-exploded` where it has been far above that of predicting 0 for long
 */
export function trainInSteps(options: TrainingOptions): TrainingSteps {
  const data = asLearnt(options.data, options.model, options.resume)
  const resolved = resolveTraining({ ...options, data })
  if (resolved.resume) checkResume(resolved, resolved.resume)
  return new Run(resolved)
}
