/** What a training run says as it goes: the same events drive every user interface. */

import type { NdArray } from '../base/shape.ts'
import type { Copies } from '../evaluation/copies.ts'
import type { Checkpoint } from './config.ts'
import type { ValidationLoss } from './validation.ts'

/** After each optimizer step. */
export interface StepEvent {
  readonly kind: 'step'
  /** Steps done since the run began, from 1. */
  readonly step: number
  /** From 1. */
  readonly epoch: number
  /** What is minimised: the mean squared error over the batch, weighted where the recipe says so. */
  readonly loss: number
  /** L2 norm of all gradients, before it is limited. */
  readonly gradientNorm: number
}

/** After the last step of each epoch. */
export interface EpochEvent {
  readonly kind: 'epoch'
  readonly epoch: number
  readonly step: number
  /** Mean of the epoch's step losses. */
  readonly loss: number
  /** Of images that are not trained on, where there are some. */
  readonly validation?: ValidationLoss
}

/** While images that are not trained on are judged. */
export interface ValidatingEvent {
  readonly kind: 'validating'
  readonly epoch: number
  /** Batches. */
  readonly done: number
  readonly total: number
}

/** While a sample grid is being made: long, and nothing is trained meanwhile. */
export interface SamplingEvent {
  readonly kind: 'sampling'
  readonly epoch: number
  readonly done: number
  readonly total: number
}

/** Samples of the current weights, always from the same noise, so that their progress can be seen. */
export interface SampleEvent {
  readonly kind: 'sample'
  readonly epoch: number
  readonly step: number
  /** Epochs trained, such as 1.5 in the middle of the second. */
  readonly passed: number
  /** (N, H, W, C) */
  readonly images: NdArray
  /** Made at the end of the run. */
  readonly final: boolean
  /** How many of them copy a training image, where there are fewer than 500 of these. */
  readonly copies?: Copies
}

/** Everything needed to continue from here; the receiver decides where it is kept. */
export interface CheckpointEvent {
  readonly kind: 'checkpoint'
  readonly step: number
  readonly epoch: number
  readonly checkpoint: Checkpoint
}

/** The last event of a run that did not fail. */
export interface DoneEvent {
  readonly kind: 'done'
  /** `finished` after the last epoch. */
  readonly reason: 'finished' | 'max-steps' | 'aborted'
  readonly step: number
  readonly epoch: number
  /** Of the last whole epoch, if there was one. */
  readonly loss: number | undefined
  /** Of images that are not trained on, where there are some and they have been judged. */
  readonly validation?: ValidationLoss
  /** How many of the last samples copy a training image, where there are fewer than 500 of these. */
  readonly copies?: Copies
}

/** First, where a run is resumed with other kernels than those of its checkpoint: last bits may differ. */
export interface VariantChangedEvent {
  readonly kind: 'variant-changed'
  /** Of the checkpoint. */
  readonly step: number
  readonly saved: string
  /** What computes from here on; undefined where the device has no variants. */
  readonly variant: string | undefined
}

/** All that a training reports. */
export type TrainingEvent =
  | VariantChangedEvent
  | StepEvent
  | EpochEvent
  | ValidatingEvent
  | SamplingEvent
  | SampleEvent
  | CheckpointEvent
  | DoneEvent
