/**
 * A sampler is rows of numbers: what each denoising step adds up, in order. It knows neither tensors
 * nor what the network predicts; `plan.ts` makes of it what a program computes.
 */

import type { Schedule } from '../schedules.ts'

/** A sum of what a step has at hand, each times its number; what is missing counts 0 times. */
export interface Combination {
  /** x_t, the noisy image that the network sees. */
  readonly x?: number
  /** The image predicted from it, clipped if the sampler clips. */
  readonly x0?: number
  /** The noise predicted in it. */
  readonly eps?: number
  /** What earlier steps kept. */
  readonly history?: readonly number[]
  /** Fresh standard normal noise. */
  readonly noise?: number
}

/** x_t = alpha * x0 + sigma * eps, with alpha^2 + sigma^2 = 1. */
export interface NoiseLevel {
  readonly alpha: number
  readonly sigma: number
}

/** No noise left. */
export const cleanLevel: NoiseLevel = { alpha: 1, sigma: 0 }

/** One evaluation of the network on x at a noise level; the combination is the next x. */
export interface SamplerRow extends Combination, NoiseLevel {
  /** The timestep shown to the network; between two of them it is rounded there. */
  readonly t: number
  /** The next history: as many entries in every row. */
  readonly keep?: readonly Combination[]
  /** Inpainting, in every row: the noise level at which known pixels are put into the next x. */
  readonly known?: NoiseLevel
  /** Inpainting: from there back up to more noise, as x times the next x and noise times fresh noise. */
  readonly back?: Required<Pick<Combination, 'x' | 'noise'>>
}

/**
 * How the predicted image is kept in the range of images: not at all; clamped to [-1, 1]; or divided
 * by its 99.5th percentile of brightness where that is above 1, and clamped (dynamic thresholding,
 * Saharia et al. 2022, section 2.3).
 */
export const clips = ['none', 'range', 'dynamic'] as const
/**
 * What is done to each predicted x0: `none`, clamped to `range` [-1, 1], or a `dynamic` threshold.
 */
export type Clip = (typeof clips)[number]

/** Rows of numbers from noise to samples, made for one schedule. */
export interface Sampler {
  readonly name: string
  /** What its rows are made from, where they are made from one: models of another refuse it. */
  readonly schedule?: Schedule
  /** From pure noise to the image. */
  readonly rows: readonly SamplerRow[]
  /** Default: none. */
  readonly clip?: Clip
  /**
   * Where x0 was clipped, eps is what x still needs to be it (diffusers' use_clipped_model_output)
   * instead of what the network predicted. Default true.
   */
  readonly rederiveEps?: boolean
  /** The first x holds nothing of the image, which cannot be divided out of it then. */
  readonly zeroSnr?: boolean
}
