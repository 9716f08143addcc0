/** What a drawing asks of chance. */

import type { RandomStream } from '../../engine/random.ts'

export class Chance {
  readonly #random: RandomStream

  constructor(random: RandomStream) {
    this.#random = random
  }

  /** Uniform from `low` to `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.#random.nextFloat()
  }

  /** A whole number from 0 to `below - 1`. */
  whole(below: number): number {
    return this.#random.nextInt(below)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.#random.nextInt(choices.length)]
  }

  /** True so often, of 1. */
  maybe(share: number): boolean {
    return this.#random.nextFloat() < share
  }
}
