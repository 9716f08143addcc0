/** Which timesteps a step trains on: uniform, spread evenly over a batch, or most from the middle. */

import type { RandomStream } from '../engine/random.ts'
import type { Recipe } from './recipe.ts'

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

/** Index of the first number above `value`; the last where rounding leaves none. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] > value) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The logit-normal density of (t + 1/2) / T, with mean 0 and standard deviation 1 before the sigmoid
 * (Esser et al. 2024, section 3.1): timesteps of medium noise, where there is most to learn. Draw i of
 * `count` is from the i-th of equal shares of it, so that a batch covers all of them. Losses keep their
 * own weight: that those of the middle count more is what it is for.
 */
export function logitNormalTimesteps(timesteps: number): TimestepSampler {
  const sums = new Float64Array(timesteps)
  for (let t = 0, sum = 0; t < timesteps; t++) {
    const share = (t + 0.5) / timesteps
    const logit = Math.log(share / (1 - share))
    sum += Math.exp(-(logit ** 2) / 2) / (share * (1 - share))
    sums[t] = sum
  }
  const total = sums[timesteps - 1]
  return {
    draw: (count, random) => ({
      t: Int32Array.from({ length: count }, (_, i) => {
        return firstAbove(sums, (total * (i + random.nextFloat())) / count)
      }),
    }),
  }
}

/** Those of a recipe that do not learn; uniform for the one that does, until it has. */
export function fixedTimesteps(
  sampling: Recipe['timestepSampling'],
  timesteps: number,
): TimestepSampler {
  if (sampling === 'stratified') return stratifiedTimesteps(timesteps)
  return sampling === 'logit-normal' ? logitNormalTimesteps(timesteps) : uniformTimesteps(timesteps)
}
