/** One thing after the other: runs and transfers of a device, in the order they were asked for. */

export class Queue {
  #last: Promise<unknown> = Promise.resolve()
  #pending = 0

  /** Does the work after all that was added before; its failure stops nothing that follows. */
  add<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.#pending++
    const result = this.#last.then(work)
    const done = () => {
      this.#pending--
    }
    this.#last = result.then(done, done)
    return result
  }

  /** As `add`, but at once where nothing is pending. Failures are not reported. */
  addOrDo(work: () => void): void {
    if (this.#pending > 0) this.add(work).catch(() => {})
    else work()
  }
}
