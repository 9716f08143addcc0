/** How far something long has come, and running it to its end. Knows no pictures. */

/** Denoising steps done and to do, over all batches. */
export interface SamplingProgress {
  readonly done: number
  readonly total: number
}

/** Runs a generator to its end, telling its progress. @returns what it returns */
export async function toEnd<Result>(
  steps: AsyncGenerator<SamplingProgress, Result>,
  onProgress?: (progress: SamplingProgress) => void,
): Promise<Result> {
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value
    onProgress?.(next.value)
  }
}

/** A generator that is a part of something longer: `done` and `total` count all of it. */
export async function* within<Result>(
  whole: { readonly before: number; readonly after: number },
  steps: AsyncGenerator<SamplingProgress, Result>,
): AsyncGenerator<SamplingProgress, Result> {
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value
    const { done, total } = next.value
    yield { done: whole.before + done, total: whole.before + total + whole.after }
  }
}
