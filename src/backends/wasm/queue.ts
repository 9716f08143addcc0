/** One thing after the other: runs and transfers of a device, in the order they were asked for. */

export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  /** Does the work after all that was added before; its failure stops nothing that follows. */
  add<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }
}
