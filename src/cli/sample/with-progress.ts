/** Work step by step, with a report of each and a pause to hear Ctrl-C. */

import type { SamplingProgress } from '../../diffusion/progress.ts'
import { breathe } from '../breathe.ts'
import type { SampleReporter } from './reporter.ts'

/** Runs a generator to its end and reports its progress. */
export async function withProgress<T>(
  what: string,
  steps: AsyncGenerator<SamplingProgress, T>,
  reporter: SampleReporter,
  signal?: AbortSignal,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted()
    const next = await steps.next()
    if (next.done) return next.value
    reporter.news({ kind: 'sampling', what, ...next.value })
    await breathe()
  }
}
