/** How far something long has come, and running it to its end. Knows no images. */

/** Denoising steps done and to do, over all batches. */
export interface SamplingProgress {
  readonly done: number
  readonly total: number
}

/**
 * A generator that yields what another yields, converted, and returns what it returns. The one inside is
 * closed with it, so that what it holds is given back where it is left early.
 */
export async function* mapProgress<From, To, Result>(
  steps: AsyncGenerator<From, Result>,
  convert: (progress: From) => To,
): AsyncGenerator<To, Result> {
  try {
    for (;;) {
      const next = await steps.next()
      if (next.done) return next.value
      yield convert(next.value)
    }
  } finally {
    await steps.return(undefined as Result)
  }
}

/** Runs a generator to its end, reporting its progress. @returns what it returns */
export async function toEnd<Result>(
  steps: AsyncGenerator<SamplingProgress, Result>,
  onProgress?: (progress: SamplingProgress) => void,
): Promise<Result> {
  const reported = mapProgress(steps, (progress) => onProgress?.(progress))
  for (;;) {
    const next = await reported.next()
    if (next.done) return next.value
  }
}

/** A generator that is a part of something longer: `done` and `total` count all of it. */
export function within<Result>(
  whole: { readonly before: number; readonly after: number },
  steps: AsyncGenerator<SamplingProgress, Result>,
): AsyncGenerator<SamplingProgress, Result> {
  return mapProgress(steps, ({ done, total }) => {
    return { done: whole.before + done, total: whole.before + total + whole.after }
  })
}
