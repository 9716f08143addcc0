/** Whether a loss that is still finite has blown up: the model then does far worse than none would. */

/** How far above the loss of predicting 0 a step counts as blown up. */
const FACTOR = 10
/** Such steps in a row that end a run: a spike from which training recovers is shorter. */
const SUSTAINED = 20
/** So many are enough where the run ends with them. */
const SUSTAINED_AT_END = 5

/**
 * The mean squared error of predicting 0, at most: the variance of the noise for eps, the mean square
 * of images in [-1, 1] for x0, and for v, whose alpha and sigma are on a circle, the larger of both.
 */
export const zeroLoss = (offsetNoise: number): number => 1 + offsetNoise ** 2

export class LossWatch {
  /** Losses above it count as blown up. */
  readonly limit: number
  #inARow = 0
  /** The loss added last. */
  last = Number.NaN

  constructor(offsetNoise: number) {
    this.limit = FACTOR * zeroLoss(offsetNoise)
  }

  /** @param loss a step's, unweighted */
  add(loss: number): void {
    this.last = loss
    this.#inARow = loss > this.limit ? this.#inARow + 1 : 0
  }

  /** Steps in a row whose loss has blown up, where they are enough to end the run; else 0. */
  sustained(isEnd: boolean): number {
    return this.#inARow >= (isEnd ? SUSTAINED_AT_END : SUSTAINED) ? this.#inARow : 0
  }
}
