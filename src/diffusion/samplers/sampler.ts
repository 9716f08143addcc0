/**
 * A sampler is rows of numbers: what each denoising step adds up, in order. It knows neither tensors
 * nor what the network predicts; `plan.ts` makes of it what a program computes.
 */

import type { Schedule } from '../schedules.ts'

/** A sum of what a step has at hand, each times its number; what is missing counts 0 times. */
export interface Combination {
  /** x_t, the noisy picture that the network sees. */
  readonly x?: number
  /** The picture predicted from it, clipped if the sampler clips. */
  readonly x0?: number
  /** The noise predicted in it. */
  readonly eps?: number
  /** What earlier steps kept. */
  readonly history?: readonly number[]
  /** Fresh standard normal noise. */
  readonly noise?: number
}

/** x_t = signal * x0 + spread * eps, with signal^2 + spread^2 = 1. */
export interface NoiseLevel {
  readonly signal: number
  readonly spread: number
}

/** No noise left. */
export const pictureLevel: NoiseLevel = { signal: 1, spread: 0 }

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
 * How the predicted picture is kept in the range of pictures: not at all; clamped to [-1, 1]; or
 * divided by its 99.5th percentile of brightness where that is above 1, and clamped (dynamic
 * thresholding, Saharia et al. 2022, section 2.3).
 */
export const clips = ['none', 'range', 'dynamic'] as const
export type Clip = (typeof clips)[number]

export interface Sampler {
  readonly name: string
  /** What its rows are made from, where they are made from one: models of another refuse it. */
  readonly schedule?: Schedule
  /** From pure noise to the picture. */
  readonly rows: readonly SamplerRow[]
  /** Default: none. */
  readonly clip?: Clip
  /**
   * Where x0 was clipped, eps is what x still needs to be it (diffusers' use_clipped_model_output)
   * instead of what the network said. Default true.
   */
  readonly rederiveEps?: boolean
  /** The first x holds nothing of the picture, which cannot be divided out of it then. */
  readonly zeroSnr?: boolean
}
