/** The images of batches, of which the next is read while the last is computed with. */

import { isStored } from './check-dataset.ts'
import { type AnyDataset, gatherFrom, imageSize } from './dataset.ts'

interface Ahead {
  readonly indices: Uint32Array
  readonly values: Promise<Float32Array>
}

/** Whether both have the same numbers. */
const isSame = (a: Uint32Array, b: Uint32Array) =>
  a.length === b.length && a.every((index, i) => index === b[i])

export class ReadAhead {
  readonly #data: AnyDataset
  /** One is computed with while the other is filled. */
  readonly #values: Float32Array[]
  #ahead: Ahead | undefined

  /** @param most images of a batch, at most */
  constructor(data: AnyDataset, most: number) {
    this.#data = data
    const count = isStored(data) ? 2 : 1
    this.#values = Array.from({ length: count }, () => new Float32Array(most * imageSize(data)))
  }

  /**
   * Images as values: (indices.length, H, W, C) in [-1, 1]. They are overwritten by the call after the next.
   * @param next those of the call that will follow; empty where that is not known
   */
  async take(indices: Uint32Array, next: Uint32Array): Promise<Float32Array> {
    const ahead = this.#ahead
    this.#ahead = undefined
    const isReady = ahead !== undefined && isSame(ahead.indices, indices)
    if (!isReady) await ahead?.values.catch(() => {}) // its array is used again
    const values = isReady ? await ahead.values : await this.#read(indices)
    if (next.length > 0 && isStored(this.#data)) this.#begin(next)
    return values
  }

  #read(indices: Uint32Array): Promise<Float32Array> {
    const into = this.#values.shift()!
    this.#values.push(into)
    return gatherFrom(this.#data, indices, into)
  }

  #begin(indices: Uint32Array): void {
    const values = this.#read(indices)
    values.catch(() => {}) // thrown when it is taken
    this.#ahead = { indices: indices.slice(), values }
  }
}
