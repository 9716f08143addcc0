/** Training one model by several processes: each computes a share of every batch, and gradients are added. */

import type { DeviceBuffer } from '../engine/device.ts'

/** Who one process is among those that train the same model with the same options. */
export interface Ranks {
  /** 0 .. world - 1. Rank 0 alone gives checkpoints, validation and samples. */
  readonly rank: number
  /** How many there are. */
  readonly world: number
  /**
   * Between the gradients and the optimizer of every step, on all ranks: replaces the gradients by their
   * sum over all ranks, the same bits on each.
   * @param gradients one number per parameter; those of this rank's share, scaled to its part of the batch
   * @param loss of this rank's share, scaled likewise
   * @returns the sum of the losses
   */
  reduceGradients(gradients: DeviceBuffer, loss: number): Promise<number>
}

/** One process: its gradients are the batch's. */
export const alone: Ranks = {
  rank: 0,
  world: 1,
  reduceGradients: (_, loss) => Promise.resolve(loss),
}
