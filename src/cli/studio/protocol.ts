/**
 * What the studio's server tells a page of the runs: answers in JSON, and events. Types alone, and no
 * imports, so that the page can have them, too.
 */

/** A value in a run's config.json. */
export type Setting = string | number | boolean | readonly number[]

/** A file of a run that a page may have: `samples/epoch-001.png`. */
export interface RunFile {
  readonly name: string
  /** Milliseconds since 1970, as all times here. */
  readonly written: number
}

/** A run in a list of runs. */
export interface RunSummary {
  readonly name: string
  /** What is wrong with its files; the rest is what could be read nevertheless. */
  readonly problem?: string
  /** Those that tell runs apart. */
  readonly settings: Readonly<Record<string, Setting>>
  readonly step: number
  /** Where it ends; missing until it can be known. */
  readonly totalSteps?: number
  /** Mean of the last steps' losses. */
  readonly loss?: number
  readonly written?: number
  /** Written to a short while ago, and not at its end. */
  readonly live: boolean
  readonly finished: boolean
  /** What a page may have of it; its grids come last, the oldest first. */
  readonly files: readonly RunFile[]
  /** What `model` answers with: the model made at the end, or a checkpoint; missing for neither. */
  readonly model?: 'model' | 'checkpoint'
}

/** Losses by quarter of the timesteps, picture to noise, of images that are not trained on. */
export interface ValidationLosses {
  readonly mean: number
  readonly quarters: readonly number[]
}

/** The end of an epoch; or, of a run that stops within one, the last judgement. */
export interface EpochPoint {
  readonly kind: 'epoch' | 'validation'
  readonly epoch: number
  readonly step: number
  readonly loss: number
  readonly validation?: ValidationLosses
}

export type StepPoint = readonly [step: number, loss: number]

export interface RunDetail {
  readonly summary: RunSummary
  readonly settings: Readonly<Record<string, Setting>>
  /** Of a long run means of neighbouring steps: at most some 2000 points, ascending. */
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
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
    /** What was known before is void, or there is too much to tell: ask for the run again. */
    readonly anew: boolean
    readonly steps: readonly StepPoint[]
    readonly epochs: readonly EpochPoint[]
  }
}

/** An answer that is a refusal. */
export interface Refused {
  readonly error: string
}
