/** Long computations that let others have a turn: a page stays alive, and a signal is heard. */

/** The result of a computation in parts, all at once. */
export function allAtOnce<Result>(parts: Generator<void, Result>): Result {
  for (;;) {
    const next = parts.next()
    if (next.done) return next.value
  }
}

/**
 * The same, with a turn for others after each part.
 * @throws the signal's reason where it is aborted
 */
export async function restingBetween<Result>(
  parts: Generator<void, Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted()
    const next = parts.next()
    if (next.done) return next.value
    await rest()
  }
}

/** A turn of the event loop for others. */
export const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
