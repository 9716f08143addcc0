/** What the studio's server says to a page about the runs: answers in JSON, and events. */

import type { EpochLoss, RunCurves } from './curves.ts'
import type { Settings } from './settings.ts'
import type { RunSummary } from './summary.ts'

export type { RunFile } from './inventory.ts'
export type { Setting } from './settings.ts'
export type { RunSummary } from './summary.ts'

/** The end of an epoch; or, of a run that stops within one, the last validation. */
export type EpochPoint = EpochLoss

export type StepPoint = readonly [step: number, loss: number]

export type CopiesPoint = readonly [step: number, share: number]

export interface RunDetail {
  readonly summary: RunSummary
  readonly settings: Settings
  /** Of a long run means of neighbouring steps: at most some 2000 points, ascending. */
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
  /** Shares of the samples that copy a training image, where they were counted. */
  readonly copies: readonly CopiesPoint[]
}

/** The curves of a run as a page has them. */
export function detailOf(summary: RunSummary, settings: Settings, curves: RunCurves): RunDetail {
  const steps = curves.steps.map(({ step, loss }): StepPoint => [step, loss])
  const copies = curves.copies.map(({ step, share }): CopiesPoint => [step, share])
  return { summary, settings, steps, epochs: curves.epochs, copies }
}

/** The events of `api/events`, by name. */
export interface RunEvents {
  /** All runs: first of all, and again after each reconnection. */
  readonly runs: readonly RunSummary[]
  /** One that is new, or of which something has changed. */
  readonly run: RunSummary
  readonly gone: { readonly name: string }
  /** What was written since. */
  readonly metrics: {
    readonly name: string
    /** What was known before is void, or there is too much to send: ask for the run again. */
    readonly replaced: boolean
    readonly steps: readonly StepPoint[]
    readonly epochs: readonly EpochPoint[]
    readonly copies: readonly CopiesPoint[]
  }
}

/** An answer that is a refusal. */
export interface Refused {
  readonly error: string
}
