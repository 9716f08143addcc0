/** A running mean that forgets: what a loss does beneath its noise. */

/** How much of the past each number leaves. */
const KEPT = 0.9

export class Smoothed {
  #sum = 0
  #weight = 0

  /** The mean with one number more. */
  next(value: number): number {
    this.#sum = KEPT * this.#sum + (1 - KEPT) * value
    this.#weight = KEPT * this.#weight + (1 - KEPT)
    return this.#sum / this.#weight
  }
}
