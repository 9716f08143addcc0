/** What a device has lent: buffers and jobs, whose memory it takes back when it is closed. */

import { usedAfterClose } from '../../engine/bindings.ts'

interface Lent {
  free(): void
}

export class Lender {
  readonly #lent = new Set<Lent>()
  #closed = false

  lend(thing: Lent): void {
    this.check()
    this.#lent.add(thing)
  }

  /** To be called by what is freed. */
  takeBack(thing: Lent): void {
    this.#lent.delete(thing)
  }

  /** @throws {DdpmError} `device.used-after-close`. */
  check(): void {
    if (this.#closed) throw usedAfterClose()
  }

  close(): void {
    this.#closed = true
    for (const thing of [...this.#lent]) thing.free()
  }
}
