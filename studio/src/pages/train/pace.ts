/** How fast steps follow one another, lately. */

/** Steps that count. */
const LATELY = 40

export class Pace {
  /** When the last steps were done, in milliseconds; with a gap where there was a pause. */
  #times: number[] = []

  step(now: number): void {
    this.#times.push(now)
    if (this.#times.length > LATELY) this.#times.shift()
  }

  /** What was before a pause does not count. */
  rest(): void {
    this.#times = []
  }

  /** 0 before two steps are done. */
  get perSecond(): number {
    const first = this.#times[0]
    const last = this.#times.at(-1)
    if (first === undefined || last === undefined || last <= first) return 0
    return ((this.#times.length - 1) * 1000) / (last - first)
  }
}
