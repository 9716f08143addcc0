/** What the page's worker is asked for, one thing after the other, and what it answers. */

import type { Workload } from '../../contenders/contender.ts'

export interface Task extends Workload {
  readonly threads: number
  readonly variant: string
}

/** First what to do, then how many steps of it. */
export type Message = { readonly task: Task } | { readonly steps: number }

export type Answer =
  /** Of the device. */
  | { readonly description: string }
  /** Milliseconds per step. */
  | { readonly ms: number }
  | { readonly error: string }

export type Ask = (message: Message) => Promise<Answer>
