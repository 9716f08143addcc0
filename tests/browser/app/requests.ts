/** What a test may ask of the app. */

import type { OpenOptions } from '../../../src/backends/open.ts'
import type { Result } from './job.ts'

export interface Request {
  readonly open: OpenOptions
  /** The job, by default; or a misfortune. */
  readonly what?: 'lose a thread' | 'miss a script' | 'ask for too much memory'
}

/** What came of it, or what the app would show its user. */
export type Answer = { readonly result: Result } | { readonly error: string }

export type Ask = (request: Request) => Promise<Answer>
