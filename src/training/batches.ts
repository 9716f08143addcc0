/** What each step trains on: a function of (seed, step), so that a resumed run sees the same. */

import type { AnyDataset } from '../data/dataset.ts'
import { ReadAhead } from '../data/read-ahead.ts'
import { epochOrder } from '../data/shuffle.ts'
import { minSnrWeights } from '../diffusion/loss.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import { RandomStream, streams } from '../engine/random.ts'
import { augment } from './augment.ts'
import { alone, type Ranks } from './ranks.ts'
import type { Recipe } from './recipe.ts'
import { LossSecondMoment, type ResamplerState } from './resampler.ts'
import { fixedTimesteps, type TimestepSampler } from './timesteps.ts'

export interface Batch {
  /** The place of its first example in the whole batch, of which this is all or a part. */
  readonly first: number
  /** (B, H, W, C) in [-1, 1] */
  readonly x0: Float32Array
  /** (B) in 0 .. T - 1 */
  readonly t: Int32Array
  /** (B): what each loss counts; missing where all count alike. */
  readonly weights?: Float32Array
  /** (B): class numbers, `classes` itself for "any class"; missing without classes. */
  readonly labels?: Int32Array
  /** (B, AUGMENT_LABELS): how each image was changed. */
  readonly augmentation: Float32Array
}

export interface BatchSource {
  /** What is trained on: at least one batch of it. */
  readonly data: AnyDataset
  readonly schedule: Schedule
  readonly recipe: Recipe
  /** How many the model knows; with any, the data has labels. */
  readonly classes: number
  /** What the loss-second-moment resampler had learnt when a run was stopped. */
  readonly resampler?: ResamplerState
  /** Whose share of each batch it is; by default all of it. */
  readonly ranks?: Pick<Ranks, 'rank' | 'world'>
}

/** Whether losses count differently: the step then takes weights, and returns each loss. */
export function isWeighted({ lossWeighting, timestepSampling }: Recipe): boolean {
  return lossWeighting !== 'none' || timestepSampling === 'loss-second-moment'
}

export class Batches {
  /** Whole batches in an epoch; the rest of the shuffle is dropped, as with drop_last. */
  readonly perEpoch: number
  readonly #source: BatchSource
  readonly #timesteps: TimestepSampler
  readonly #resampler: LossSecondMoment | undefined
  /** The loss weighting of each timestep, where there is one. */
  readonly #weighting: Float64Array | undefined
  readonly #images: ReadAhead
  #order: Uint32Array = new Uint32Array()
  #epoch = 0

  constructor(source: BatchSource) {
    const { data, schedule, recipe, resampler } = source
    const { timesteps } = schedule
    this.perEpoch = Math.floor(data.count / recipe.batchSize)
    this.#source = source
    const learns = recipe.timestepSampling === 'loss-second-moment'
    this.#resampler = learns ? new LossSecondMoment(timesteps, resampler) : undefined
    this.#timesteps = this.#resampler ?? fixedTimesteps(recipe.timestepSampling, timesteps)
    if (recipe.lossWeighting === 'min-snr') {
      this.#weighting = minSnrWeights(schedule, recipe.target, recipe.snrGamma)
    }
    const { world } = source.ranks ?? alone
    const share = recipe.batchSize / world
    this.#images = new ReadAhead(data, share)
  }

  /** A copy of what the resampler has learnt, if there is one. */
  get resampler(): ResamplerState | undefined {
    return this.#resampler?.state
  }

  /**
   * This rank's share of the batch of a step: a function of (seed, step, rank, world). Its images are
   * overwritten by the next call.
   * @param epoch from 1
   * @param position batches of this epoch before this one
   * @param step from 1, over all epochs
   */
  async take(epoch: number, position: number, step: number): Promise<Batch> {
    const { data, recipe, ranks = alone } = this.#source
    if (epoch !== this.#epoch) {
      this.#order = epochOrder(data.count, recipe.seed, epoch - 1)
      this.#epoch = epoch
    }
    const chosen = this.#chosen(position)
    const random = new RandomStream(recipe.seed, streams.timestep, 0, step)
    const { t, weights } = this.#timesteps.draw(chosen.length, random)
    const share = recipe.batchSize / ranks.world
    const first = ranks.rank * share
    const end = first + share
    const next = this.#chosen(position + 1)
    const x0 = await this.#images.take(chosen.subarray(first, end), next.subarray(first, end))
    const { height, width, channels } = this.#source.data
    const augmentation = augment(x0, [height, width, channels], recipe, { first, step })
    return {
      first,
      x0,
      augmentation,
      t: t.subarray(first, end),
      weights: this.#weights(t, weights)?.subarray(first, end),
      labels: this.#labels(chosen, step)?.subarray(first, end),
    }
  }

  /** Images of a batch of this epoch; none after the last. */
  #chosen(position: number): Uint32Array {
    const { batchSize } = this.#source.recipe
    const end = (position + 1) * batchSize
    return this.#order.subarray(position * batchSize, end > this.#order.length ? 0 : end)
  }

  /** Gets each example's loss, unweighted. */
  learn({ t }: Batch, losses: Float32Array): void {
    const weighting = this.#weighting
    const weighted = Float64Array.from(losses, (loss, i) => (weighting?.[t[i]] ?? 1) * loss)
    this.#timesteps.learn?.(t, weighted)
  }

  #weights(t: Int32Array, drawn: Float64Array | undefined): Float32Array | undefined {
    const weighting = this.#weighting
    if (!isWeighted(this.#source.recipe)) return undefined
    return Float32Array.from(t, (timestep, i) => (weighting?.[timestep] ?? 1) * (drawn?.[i] ?? 1))
  }

  /** Classes of the chosen images; some are dropped, so that the model learns to do without. */
  #labels(chosen: Uint32Array, step: number): Int32Array | undefined {
    const { data, recipe, classes } = this.#source
    const { labels } = data
    if (classes === 0 || !labels) return undefined
    const random = new RandomStream(recipe.seed, streams.labelDropout, 0, step)
    return Int32Array.from(chosen, (image) => {
      return random.nextFloat() < recipe.conditionDropout ? classes : labels[image]
    })
  }
}
