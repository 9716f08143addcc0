/** What each step trains on: a function of (seed, step), so that a resumed run sees the same. */

import { type Dataset, gatherBatch } from '../data/dataset.ts'
import { epochOrder } from '../data/shuffle.ts'
import { RandomStream, streams } from '../engine/random.ts'
import { sizeOf } from '../engine/shape.ts'

export interface Batch {
  /** (B, H, W, C) in [-1, 1] */
  readonly x0: Float32Array
  /** (B), uniform in 0 .. T - 1 */
  readonly t: Int32Array
}

export class Batches {
  /** Whole batches in an epoch; the rest of the shuffle is dropped, as with drop_last. */
  readonly perEpoch: number
  readonly #data: Dataset
  readonly #batchSize: number
  readonly #timesteps: number
  readonly #seed: number
  readonly #x0: Float32Array
  #order: Uint32Array = new Uint32Array()
  #epoch = 0

  constructor(data: Dataset, batchSize: number, timesteps: number, seed: number) {
    this.perEpoch = Math.floor(data.count / batchSize)
    this.#data = data
    this.#batchSize = batchSize
    this.#timesteps = timesteps
    this.#seed = seed
    this.#x0 = new Float32Array(sizeOf([batchSize, data.height, data.width, data.channels]))
  }

  /**
   * The batch of a step. Its arrays are reused by the next call.
   * @param epoch from 1
   * @param position batches of this epoch before this one
   * @param step from 1, over all epochs
   */
  take(epoch: number, position: number, step: number): Batch {
    if (epoch !== this.#epoch) {
      this.#order = epochOrder(this.#data.count, this.#seed, epoch - 1)
      this.#epoch = epoch
    }
    const start = position * this.#batchSize
    const chosen = this.#order.subarray(start, start + this.#batchSize)
    const random = new RandomStream(this.#seed, streams.timestep, 0, step)
    const t = Int32Array.from(chosen, () => random.nextInt(this.#timesteps))
    return { x0: gatherBatch(this.#data, chosen, this.#x0), t }
  }
}
