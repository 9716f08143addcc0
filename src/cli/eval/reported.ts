/** Work in steps, whose progress is shown. */

import { breathe } from '../breathe.ts'
import type { SampleReporter } from '../sample/reporter.ts'

/** Reports the progress of work, and gives its result. */
export async function reported<
  Progress extends { readonly done: number; readonly total: number },
  Result,
>(work: AsyncGenerator<Progress, Result>, what: string, reporter: SampleReporter): Promise<Result> {
  for (;;) {
    const next = await work.next()
    if (next.done) return next.value
    const { done, total } = next.value
    reporter.news({ kind: 'sampling', what, done, total })
    await breathe()
  }
}
