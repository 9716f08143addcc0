/** A run that a signal stops in its middle. */

import { expect } from 'vitest'
import { start } from './run-cli.ts'
import { linesOf, tiny } from './tiny-home.ts'

/** Steps enough that a signal finds some of them undone. */
export const long = [
  ...['--epochs', '1000', '--max-steps', '200', '--checkpoint-every', '20', '--json'],
]

/** How a run in `stopped-SIGNAL` ends on this signal: with a checkpoint of its last step. */
export async function stopped(home: string, signal: NodeJS.Signals) {
  const run = start(home, 'train', ...tiny, ...long, '--out', `stopped-${signal}`)
  await run.until(/"step":30,/)
  run.child.kill(signal)
  const outcome = await run.ended
  const lines = linesOf(outcome)
  expect(lines.at(-1)).toMatchObject({ kind: 'done', reason: 'aborted' })
  const checkpoint = lines.findLast(({ kind }) => kind === 'checkpoint')
  expect(checkpoint?.step).toBe(lines.at(-1)?.step)
  return outcome
}
