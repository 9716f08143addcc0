/** What page and worker say to each other about a training. */

import type { Copies } from '../../../src/evaluation/copies.ts'
import type { ValidationLoss } from '../../../src/training/validation.ts'
import type { Images, ModelInfo } from './held.ts'

/** What a training is set to; what is not said comes from the preset. */
export interface TrainingSettings {
  readonly preset: 'quick' | 'notebook'
  readonly maxSteps: number
  readonly batchSize: number
  /** What suits preset, images and steps where it is not given. */
  readonly learningRate?: number
  /** Channels of the network's levels. */
  readonly widths: readonly number[]
  readonly seed: number
  /** Whether half of the images are mirrored; not where it is not given, as in older trainings. */
  readonly augmentFlip?: boolean
  /** By how many pixels images are moved. */
  readonly augmentShift?: number
  /** Which share of their sides is cut off. */
  readonly augmentCrop?: number
  /** By which share their colours vary. */
  readonly augmentColour?: number
  /** How often images are moved, cropped and varied in colour, each by itself; 1 where it is not given. */
  readonly augmentProbability?: number
  /** Whether the network learns how each image was changed, where images are. */
  readonly augmentCondition?: boolean
}

export type TrainingProgress =
  | {
      readonly kind: 'begin'
      readonly parameterCount: number
      /** Where it begins: 0, or where it was left. */
      readonly step: number
      readonly totalSteps: number
      readonly batchSize: number
      /** Of the classes that it learns; none where it learns none. */
      readonly classNames?: readonly string[]
    }
  | { readonly kind: 'step'; readonly step: number; readonly loss: number }
  | { readonly kind: 'validation'; readonly step: number; readonly validation: ValidationLoss }
  /** How many of the last samples copy a training image, where these are few. */
  | { readonly kind: 'copies'; readonly step: number; readonly copies: Copies }
  /** Always from the same noise, so that one sees the same images take shape. */
  | { readonly kind: 'sample'; readonly step: number; readonly images: Images }
  /** Up to here a reload of the page loses nothing. */
  | { readonly kind: 'stored'; readonly step: number }
  /** The browser has no room for it, or may not. */
  | { readonly kind: 'not-stored' }

/** A model that was trained here. */
export interface TrainedModel {
  readonly info: ModelInfo
  /** By which the browser stores it; missing where it does not. */
  readonly stored: string | undefined
}

/** A training that was left before its end, as the browser stores it. */
export interface StoredTraining {
  readonly settings: TrainingSettings
  readonly dataName: string
  readonly step: number
  /** Milliseconds since 1970. */
  readonly when: number
  readonly losses: readonly { readonly step: number; readonly loss: number }[]
  readonly samples: readonly { readonly step: number; readonly images: Images }[]
}
