/** What the worker holds, as the page knows it: images, models, data. */

import type { ImagePreparation } from '../../../src/data/preparation.ts'
import type { Target } from '../../../src/diffusion/targets.ts'
import type { RunConfig } from '../../../src/training/config.ts'

/** Images to look at. */
export interface Images {
  /** (N, H, W, C), C 1 to 4: grey or colours, with or without an alpha that is last. */
  readonly shape: readonly [number, number, number, number]
  /** 0..255, clamped. */
  readonly bytes: Uint8Array
}

/** A model that the worker holds. */
export interface ModelInfo {
  /** What later calls name it by. */
  readonly id: number
  readonly name: string
  readonly architecture: string
  readonly parameterCount: number
  /** [H, W, C] */
  readonly imageShape: readonly [number, number, number]
  /** How many it knows; 0 for none. */
  readonly classes: number
  /** What they are called, in their order, where its file says. */
  readonly classNames?: readonly string[]
  /** Whether it also predicts without a class, as guidance needs. */
  readonly anyClass: boolean
  readonly target: Target
  readonly schedule: RunConfig['schedule']
  /** Of the images that it has learnt from, where its file says. */
  readonly preparation?: ImagePreparation
}

/** Images that the worker holds, to train on. */
export interface DataInfo {
  readonly id: number
  readonly name: string
  readonly count: number
  /** [H, W, C] */
  readonly imageShape: readonly [number, number, number]
  /** Their names; empty where nothing is known of them. */
  readonly classes: readonly string[]
  /** The first of them. */
  readonly preview: Images
  /** Paths of files that were left out, because they cannot be read. */
  readonly broken: readonly string[]
  /** Paths of files that were left out, because they are not images. */
  readonly others: readonly string[]
  /** Folders of classes that were left out, because they have no images. */
  readonly emptyClasses: readonly string[]
}
