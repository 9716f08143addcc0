/** What is reported about a training run, and to whom. No terminal here. */

import type { DatasetFacts } from '../../data/dataset.ts'
import type { Copies } from '../../evaluation/copies.ts'
import type { Network } from '../../nn/network.ts'
import type { DoneEvent, EpochEvent, StepEvent } from '../../training/events.ts'
import type { SamplingNews, WorkNews } from '../sampling-line.ts'
import type { TrainSettings } from './settings.ts'

export interface SampleNews {
  readonly kind: 'sample'
  readonly epoch: number
  readonly step: number
  readonly path: string
  readonly final: boolean
  /** How many of them copy a training image, of few images. */
  readonly copies?: Copies
}

export interface CheckpointNews {
  readonly kind: 'checkpoint'
  readonly epoch: number
  readonly step: number
  readonly path: string
}

export interface DoneNews extends DoneEvent {
  /** Paths of what the run has made. */
  readonly files: readonly string[]
}

/** The training's events, with paths in place of pixels and bytes. */
export type RunNews =
  | StepEvent
  | EpochEvent
  | SamplingNews
  | WorkNews
  | SampleNews
  | CheckpointNews
  | DoneNews

/** What is known of a run before its first step. */
export interface RunInfo {
  readonly settings: TrainSettings
  readonly model: Network
  readonly data: DatasetFacts
  /** How many of its images are judged and not trained on. */
  readonly validation: number
  /** What computes. */
  readonly device: string
  /** The run folder. */
  readonly path: string
  readonly batchesPerEpoch: number
  /** Steps of the whole run. */
  readonly totalSteps: number
  /** Steps done before, where the run is resumed. */
  readonly doneSteps: number
}

export interface Reporter {
  /** A word to people about what happens. */
  notice(text: string): void
  begin(info: RunInfo): void
  news(news: RunNews): void
  /** Leaves the terminal as it was; called in any case. */
  end(): void
}
