/**
 * What the page may ask of its worker, where everything is computed: for each call what it takes,
 * its progress, and its result. Only what a message can carry.
 */

import type { ImageSize } from '../../../src/base/image-size.ts'
import type { ImagePreparation } from '../../../src/data/prepare-image.ts'
import type { SamplerName } from '../../../src/diffusion/samplers/registry.ts'
import type { Target } from '../../../src/diffusion/targets.ts'
import type { RunConfig } from '../../../src/training/config.ts'
import type { ValidationLoss } from '../../../src/training/validation.ts'
import type { BuiltIn } from './built-in.ts'

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

/** A file with its place in the folder it came from: `cats/1.png`. */
export interface GivenFile {
  readonly file: File
  readonly path: string
}

/** How many bytes of a download have come. */
export interface Received {
  readonly received: number
  /** 0 where the server does not say. */
  readonly total: number
}

/** What a training is set to; what is not said comes from the preset. */
export interface TrainingSettings {
  readonly preset: 'quick' | 'notebook'
  readonly maxSteps: number
  readonly batchSize: number
  readonly learningRate: number
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

export interface SamplerSettings {
  readonly sampler: SamplerName
  readonly steps: number
  readonly seed: number
  /** In turn; every class where it is not given and the model knows some. */
  readonly classes?: readonly number[]
  /** 1 where it is not given. */
  readonly guidance?: number
}

/** A state of images being denoised, beginning with the noise; the last is the result. */
export interface SamplingProgress {
  /** 0 is pure noise. */
  readonly step: number
  readonly steps: number
  readonly images: Images
}

/** Images, and what it took to make them. */
export interface Sampled {
  readonly images: Images
  /** From the noise to the images. */
  readonly milliseconds: number
  /** How often the network was asked, for each image. */
  readonly evaluations: number
}

/** A state of one image's trajectory. */
export interface TrajectoryState {
  /** The timestep to be removed next; -1 for the finished image. */
  readonly t: number
  /** How much of the noisy image is image, and how much is noise: the squares' sum is 1. */
  readonly alpha: number
  readonly sigma: number
  readonly noisy: Images
  /** What the network takes the finished image for. */
  readonly predicted: Images
}

/** What a model predicts from one noised image. */
export interface Prediction {
  readonly noised: Images
  /** The predicted image and the predicted noise. */
  readonly image: Images
  readonly noise: Images
}

export interface Calls {
  /** @throws for bytes that are not a model, with what they seem to be. */
  readonly openModel: {
    input: { readonly name: string; readonly bytes: Uint8Array }
    progress: never
    result: ModelInfo
  }
  readonly fetchModel: {
    input: { readonly name: string; readonly url: string }
    progress: Received
    result: ModelInfo
  }
  /** Forgets it. */
  readonly closeModel: { input: { readonly model: number }; progress: never; result: undefined }
  /** The models trained here that the browser stores, oldest first. */
  readonly storedModels: {
    input: undefined
    progress: never
    result: readonly { readonly key: string; readonly name: string; readonly when: number }[]
  }
  readonly openStored: { input: { readonly key: string }; progress: never; result: ModelInfo }
  readonly removeStored: { input: { readonly key: string }; progress: never; result: undefined }
  /** As safetensors. */
  readonly saveModel: { input: { readonly model: number }; progress: never; result: Uint8Array }

  readonly digits: {
    input: {
      readonly count: number
      readonly seed: number
      readonly first?: number
      /** Pixels a side; 28 where it is not given. */
      readonly imageSize?: number
    }
    progress: never
    result: { readonly images: Images; readonly labels: readonly number[] }
  }
  /** Built-in images as data to train on. */
  readonly builtInData: { input: BuiltIn; progress: never; result: DataInfo }
  /** IDX files, or images brought to a size; without one they must agree in theirs. */
  readonly readData: {
    input: {
      readonly files: readonly GivenFile[]
      readonly imageSize?: ImageSize
      /** How they are brought to it, and what is behind what is transparent. */
      readonly preparation?: ImagePreparation
    }
    progress: { readonly read: number; readonly total: number }
    result: DataInfo
  }

  /** One image, brought to (height, width, channels). */
  readonly readImage: {
    input: {
      readonly file: File
      readonly imageShape: ModelInfo['imageShape']
      /** Of the images that the model has learnt from. */
      readonly preparation?: ImagePreparation
    }
    progress: never
    result: Images
  }

  readonly train: {
    input: {
      readonly data: number
      readonly settings: TrainingSettings
      /** The model that it starts from; random weights where none is given. */
      readonly from?: number
      /** Whether the browser stores its progress; a tab stores one while no other does. */
      readonly store: boolean
    }
    progress: TrainingProgress
    result: TrainedModel
  }
  /** What was left before its end, if anything. */
  readonly storedTraining: { input: undefined; progress: never; result: StoredTraining | undefined }
  /** Resumes it. */
  readonly resumeTraining: { input: undefined; progress: TrainingProgress; result: TrainedModel }
  readonly discardTraining: { input: undefined; progress: never; result: undefined }

  readonly sample: {
    input: { readonly model: number; readonly count: number } & SamplerSettings
    progress: SamplingProgress
    result: Sampled
  }
  /** The way of image `index` of `sample` with the same settings. */
  readonly trajectory: {
    input: { readonly model: number; readonly index: number } & SamplerSettings
    progress: { readonly step: number; readonly steps: number }
    result: readonly TrajectoryState[]
  }
  readonly predict: {
    input: {
      readonly model: number
      readonly image: Images
      readonly t: number
      readonly seed: number
      /** Of any class where it is not given. */
      readonly label?: number
    }
    progress: never
    result: Prediction
  }
  /** Variations of an image; with a mask, of what the mask marks alone. Of any class by default. */
  readonly vary: {
    input: {
      readonly model: number
      readonly image: Images
      /** 1 where pixels are regenerated, (H, W). */
      readonly mask?: Uint8Array
      /** In (0, 1]: how much is forgotten. Without a mask. */
      readonly strength: number
      readonly count: number
    } & Omit<SamplerSettings, 'sampler' | 'steps'>
    progress: SamplingProgress
    result: Sampled
  }

  /** Images side by side as a file. */
  readonly png: {
    input: {
      readonly images: Images
      readonly columns: number
      /** What stands below each, or once below a column of the same. */
      readonly names?: readonly string[] | undefined
    }
    progress: never
    result: Uint8Array
  }
  /** States of images, one after the other. */
  readonly gif: {
    input: { readonly frames: readonly Images[]; readonly columns: number }
    progress: never
    result: Uint8Array
  }
}

export type CallName = keyof Calls
