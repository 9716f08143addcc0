/** A curve of bounded size, however long the run: neighbours become one point as it grows. */

interface Point {
  readonly step: number
}

export class Thinned<P extends Point> {
  readonly #limit: number
  readonly #merge: (group: readonly P[]) => P
  #points: P[] = []
  /** Those that wait for as many as make a point. */
  #waiting: P[] = []
  #stride = 1

  /**
   * @param limit an even number
   * @param merge what stands for points in a row
   */
  constructor(limit: number, merge: (group: readonly P[]) => P) {
    this.#limit = limit
    this.#merge = merge
  }

  /** Adds a point. Where its step was there before, the run comes through it again. */
  add(point: P): void {
    this.#rewind(point.step)
    this.#waiting.push(point)
    if (this.#waiting.length < this.#stride) return
    this.#points.push(this.#merge(this.#waiting))
    this.#waiting = []
    if (this.#points.length >= this.#limit) this.#halve()
  }

  /** All of it, ascending. */
  get points(): readonly P[] {
    return this.#waiting.length > 0
      ? [...this.#points, this.#merge(this.#waiting)]
      : [...this.#points]
  }

  #rewind(step: number): void {
    while (this.#waiting.length > 0 && this.#waiting[this.#waiting.length - 1].step >= step) {
      this.#waiting.pop()
    }
    while (this.#points.length > 0 && this.#points[this.#points.length - 1].step >= step) {
      this.#points.pop()
    }
  }

  #halve(): void {
    const pairs: P[] = []
    for (let i = 0; i + 1 < this.#points.length; i += 2) {
      pairs.push(this.#merge(this.#points.slice(i, i + 2)))
    }
    this.#points = pairs
    this.#stride *= 2
  }
}
