/**
 * What the page may ask of its worker, where everything is computed: for each call what it takes,
 * its progress, and its result. Only what a message can carry.
 */

import type { ImageSize } from '../../../src/base/image-size.ts'
import type { ImagePreparation } from '../../../src/data/preparation.ts'
import type { SamplerName } from '../../../src/diffusion/samplers/registry.ts'
import type { DataInfo, Images, ModelInfo } from './held.ts'
import type {
  StoredTraining,
  TrainedModel,
  TrainingProgress,
  TrainingSettings,
} from './training-protocol.ts'

export type * from './held.ts'
export type * from './training-protocol.ts'

import type { BuiltIn, BuiltInName } from './built-in.ts'

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

  /** Ten built-in images, one of each class in their order. */
  readonly examples: {
    input: {
      readonly name: BuiltInName
      readonly seed: number
      readonly imageSize: ImageSize
      /** Of the model that they are for, and what it takes for transparent: colours alone lie over it. */
      readonly channels: number
      readonly background: string
    }
    progress: never
    result: Images
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
