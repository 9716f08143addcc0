/**
 * Draws timesteps by the size of their losses (Nichol and Dhariwal 2021, section 3.3), in the form
 * of improved-diffusion's LossSecondMomentResampler.
 */

import type { RandomStream } from '../engine/random.ts'
import { type DrawnTimesteps, firstAbove, type TimestepSampler } from './timesteps.ts'

/** Losses remembered per timestep. */
export const HISTORY = 10
/** Share of the draws that stays uniform, so that no timestep is forgotten. */
const UNIFORM = 0.001

/** All that it has learnt. */
export interface ResamplerState {
  /** (T, 10): the last losses of each timestep, the oldest first. */
  readonly history: Float32Array
  /** (T): how many of them there are. */
  readonly counts: Float32Array
}

export const freshResampler = (timesteps: number): ResamplerState => ({
  history: new Float32Array(timesteps * HISTORY),
  counts: new Float32Array(timesteps),
})

export class LossSecondMoment implements TimestepSampler {
  readonly #timesteps: number
  readonly #history: Float32Array
  readonly #counts: Float32Array

  constructor(timesteps: number, { history, counts }: ResamplerState = freshResampler(timesteps)) {
    this.#timesteps = timesteps
    this.#history = history.slice()
    this.#counts = counts.slice()
  }

  /** A copy. */
  get state(): ResamplerState {
    return { history: this.#history.slice(), counts: this.#counts.slice() }
  }

  /** With p(t) of `probabilities`, and weights 1 / (p T). */
  draw(count: number, random: RandomStream): DrawnTimesteps {
    const p = this.probabilities()
    const sums = p.slice()
    for (let t = 1; t < sums.length; t++) sums[t] += sums[t - 1]
    const total = sums[sums.length - 1]
    const t = Int32Array.from({ length: count }, () => firstAbove(sums, random.nextFloat() * total))
    return { t, weights: Float64Array.from(t, (chosen) => 1 / (p[chosen] * this.#timesteps)) }
  }

  /** Proportional to sqrt(mean of loss^2), once every timestep has a full history; uniform before. */
  probabilities(): Float64Array {
    const p = new Float64Array(this.#timesteps)
    if (this.#counts.some((count) => count < HISTORY)) return p.fill(1 / p.length)
    for (let t = 0; t < p.length; t++) {
      let squares = 0
      for (let i = t * HISTORY; i < (t + 1) * HISTORY; i++) squares += this.#history[i] ** 2
      p[t] = Math.sqrt(squares / HISTORY)
    }
    const total = p.reduce((sum, root) => sum + root, 0)
    // where all losses are 0 none is larger than another
    if (total === 0) return p.fill(1 / p.length)
    return p.map((root) => (root / total) * (1 - UNIFORM) + UNIFORM / p.length)
  }

  learn(t: Int32Array, losses: Float64Array): void {
    t.forEach((timestep, i) => {
      const row = this.#history.subarray(timestep * HISTORY, (timestep + 1) * HISTORY)
      if (this.#counts[timestep] === HISTORY) row.copyWithin(0, 1)
      else this.#counts[timestep]++
      row[this.#counts[timestep] - 1] = losses[i]
    })
  }
}
