/** A running mean that forgets: what a loss does beneath its noise. */

/** How much of the past each number usually leaves. */
export const USUALLY_KEPT = 0.9

export class Smoothed {
  readonly #kept: number
  #sum = 0
  #weight = 0

  /** @param kept from 0, which forgets all but the last number, to below 1 */
  constructor(kept = USUALLY_KEPT) {
    this.#kept = kept
  }

  /** The mean with one number more. */
  next(value: number): number {
    this.#sum = this.#kept * this.#sum + (1 - this.#kept) * value
    this.#weight = this.#kept * this.#weight + (1 - this.#kept)
    return this.#sum / this.#weight
  }
}
