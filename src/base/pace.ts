/** Long work on one thread in short slices, so that events and requests to stop have their turn. */

/** Short enough that a page stays fluid, long enough that the turns cost nothing. */
const SLICE_MS = 20

/** Lets the event loop turn once: a macrotask, in Node and in browsers. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}

/**
 * Called between two pieces of work: lets the event loop turn where the last turn is long ago.
 * @returns a function that throws the signal's reason once it is aborted
 */
export function pacer(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last > SLICE_MS) {
      await breathe()
      last = performance.now()
    }
    signal?.throwIfAborted()
  }
}
