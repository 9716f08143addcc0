/** What the tasks of a model are asked for. */

import type { NdArray } from '../base/shape.ts'
import type { TaskOptions } from '../base/task.ts'
import type { SamplingProgress } from '../diffusion/progress.ts'
import { samplerDefinitions, samplerSpecs } from '../diffusion/samplers/registry.ts'
import type { RepaintOptions } from '../diffusion/tasks/repaint.ts'
import type { Device } from '../engine/device.ts'
import type { Evaluation } from '../evaluation/evaluate.ts'
import type { ClassChoice, SamplerChoice } from './choices.ts'

/** What every task of a model takes. */
export interface ModelTaskOptions extends TaskOptions<SamplingProgress> {
  /** Default: one that is opened on first use and shared. */
  readonly device?: Device
  /** Samples denoised together; the result does not depend on it. Default 64. */
  readonly batchSize?: number
}

/** Of tasks that draw noise. */
export interface SeedOption {
  /** Whole number from 0; the same seed gives the same samples. Default 0. */
  readonly seed?: number
}

/** Of `Model.sample`; the sampler's own options stand beside its name. */
export interface SampleOptions extends ModelTaskOptions, SeedOption, SamplerChoice, ClassChoice {
  /** Samples, at least 1. Default 16. A model with classes makes each class in turn by default. */
  readonly count?: number
  /**
   * The number of the first sample, from 0: `{ startIndex: 16 }` continues `{ count: 16 }` with the samples
   * that `{ count: 32 }` would have made, in the same turn of the classes. Default 0.
   */
  readonly startIndex?: number
}

/** Of `Model.trajectory`. */
export interface TrajectoryOptions extends SampleOptions {
  /** Timesteps between two frames, at least 1. Default 100. */
  readonly every?: number
}

/** Of `Model.img2img`. */
export interface Img2ImgOptions extends ModelTaskOptions, SeedOption, SamplerChoice, ClassChoice {
  /** Above 0, at most 1: the share of the noise levels passed; 1 keeps next to nothing. Default 0.5. */
  readonly strength?: number
}

/** Of `Model.inpaint`. */
export interface InpaintOptions
  extends ModelTaskOptions,
    SeedOption,
    RepaintOptions,
    SamplerChoice,
    ClassChoice {}

/** Two seeds, or an array of two images. */
export type InterpolationEnds =
  | { readonly seeds: readonly [number, number] }
  | { readonly images: NdArray }

/** Of `Model.interpolate`. */
export interface InterpolateOptions extends ModelTaskOptions, ClassChoice {
  /** Frames from one end to the other, both among them, at least 2. Default 9. */
  readonly frames?: number
  /** For seeds: one that adds no fresh noise. Default `dpm-solver++`; images go by DDIM. */
  readonly sampler?: SamplerChoice['sampler']
  /** Default 50, or as many as the schedule has. */
  readonly steps?: number
}

/** Of `Model.invert`. */
export interface InvertOptions extends ModelTaskOptions, Pick<ClassChoice, 'classes'> {
  /** Default 50, or as many as the schedule has. */
  readonly steps?: number
  /** Whether each step's prediction is refined: two evaluations a step, a third of the error. Default true. */
  readonly refine?: boolean
}

/** Of `Model.evaluate`. */
export interface EvaluateOptions
  extends Omit<ModelTaskOptions, 'onProgress'>,
    TaskOptions<EvaluateProgress>,
    SeedOption,
    SamplerChoice,
    ClassChoice {
  /** Samples, at least 2; below 1,000 the distance is imprecise. Default 1000. */
  readonly count?: number
  /**
   * Of data without a test set: how many images at its end the model was not trained on. Default: the
   * last tenth, at least 2.
   */
  readonly validation?: number | 'auto'
  /** For how many of the samples the nearest training images are found, at least 1. Default 8. */
  readonly neighbourCount?: number
  /** Whether a mirrored training image counts as a copy, too: for models trained with `augmentFlip`. Default false. */
  readonly mirrored?: boolean | undefined
}

/** How far an evaluation has come: steps of training, steps of denoising, images compared. */
export interface EvaluateProgress {
  readonly stage: 'classifier' | 'sampling' | 'comparison'
  readonly done: number
  readonly total: number
}

/** An evaluation, and what it is about. */
export interface ModelEvaluation extends Evaluation {
  /** The samples, (count, H, W, C). */
  readonly images: NdArray
  /** The class that was asked of each, where the model has classes. */
  readonly asked?: readonly number[]
}

/** Of a model's file. */
export interface EncodeOptions {
  /** `half` takes half the space and keeps about 3 digits, which no image shows. Default `single`. */
  readonly precision?: 'single' | 'half'
}

/** Every option of a model's tasks, those of samplers among them. */
export const taskOptionNames: readonly string[] = [
  ...[
    'device',
    'batchSize',
    'signal',
    'onProgress',
    'seed',
    'count',
    'startIndex',
    'every',
    'strength',
  ],
  ...['classes', 'guidance', 'guidanceRescale', 'jumpLength', 'resamplings', 'frames', 'refine'],
  ...['validation', 'neighbourCount', 'mirrored', 'sampler'],
  ...new Set(samplerDefinitions.flatMap((definition) => Object.keys(samplerSpecs(definition)))),
]

/** Of options, those of the sampler: what is left of a task's when all others are taken out. */
export function samplerOptions<Options extends SamplerChoice>(options: Options) {
  const { sampler, steps, spacing, stepsOffset, clip, variance, eta, setAlphaToOne, rederiveEps } =
    options
  const { sigmas, solver, order, lowerOrderFinal, finalSigma } = options
  const first = { steps, spacing, stepsOffset, clip, variance, eta, setAlphaToOne, rederiveEps }
  return { sampler, own: { ...first, sigmas, solver, order, lowerOrderFinal, finalSigma } }
}
