/** Which timesteps a step trains on: uniform, or spread evenly over a batch. */

import type { RandomStream } from '../engine/random.ts'

export interface DrawnTimesteps {
  /** (B) in 0 .. T - 1 */
  readonly t: Int32Array
  /** What each loss counts, so that the mean stays that of uniform draws; missing where it is 1. */
  readonly weights?: Float64Array
}

export interface TimestepSampler {
  draw(count: number, random: RandomStream): DrawnTimesteps
  /** Gets the losses of the timesteps. */
  learn?(t: Int32Array, losses: Float64Array): void
}

/** Each timestep equally likely. */
export function uniformTimesteps(timesteps: number): TimestepSampler {
  return {
    draw: (count, random) => ({
      t: Int32Array.from({ length: count }, () => random.nextInt(timesteps)),
    }),
  }
}

/** Example i draws from the i-th of `count` equal shares of the timesteps. */
export function stratifiedTimesteps(timesteps: number): TimestepSampler {
  return {
    draw: (count, random) => ({
      t: Int32Array.from({ length: count }, (_, i) => {
        return Math.floor((timesteps * (i + random.nextFloat())) / count)
      }),
    }),
  }
}
