/** Interpolation: pictures on the way from one to another, by way of the noise they come from. */

import { UserError } from '../../base/errors.ts'
import { type NdArray, type Shape, sizeOf } from '../../base/shape.ts'
import { conditioningOf } from '../guidance.ts'
import { checkImages, takeImages } from '../images.ts'
import { initialNoise } from '../initial-noise.ts'
import { type SamplingProgress, toEnd, within } from '../progress.ts'
import { sampleInSteps } from '../sample.ts'
import { checkBeginsAtNoise } from '../samplers/check.ts'
import { ddim } from '../samplers/ddim.ts'
import type { Sampler } from '../samplers/sampler.ts'
import { ddimInversion } from './ddim-inversion.ts'
import { type InversionOptions, invertInSteps } from './invert.ts'
import type { TaskOptions } from './options.ts'
import { slerp } from './slerp.ts'

interface Frames {
  /** Pictures from one end to the other, both among them; at least 2. Default 9. */
  readonly frames?: number
}

/** Labels are a class for each frame. */
export interface SeedInterpolation extends Omit<TaskOptions, 'seed'>, Frames {
  /** Those of the two ends, which are each seed's first picture. */
  readonly seeds: readonly [number, number]
}

/** Labels are a class for each frame; those of the ends are told to their inversion, too. */
export interface ImageInterpolation extends Omit<InversionOptions, 'seed'>, Frames {}

const FRAMES = 9

function checkFrames(frames: number): void {
  if (Number.isInteger(frames) && frames >= 2) return
  throw new UserError(`frames is ${frames}: use a whole number of at least 2`)
}

/** Fresh noise would differ from frame to frame. */
function checkCalm({ name, rows }: Sampler): void {
  if (!rows.some(({ noise }) => noise)) return
  throw new UserError(
    `${name} adds fresh noise at each step, so that no picture follows from the one before: use ` +
      'ddim with eta 0, dpm-solver++, unipc, euler or heun',
  )
}

/** (frames, ...shape): noises from a to b. */
function between(a: Float32Array, b: Float32Array, shape: Shape, frames: number): NdArray {
  const data = new Float32Array(frames * sizeOf(shape))
  for (let i = 0; i < frames; i++) data.set(slerp(a, b, i / (frames - 1)), i * sizeOf(shape))
  return { shape: [frames, ...shape], data }
}

/** `interpolateSeeds` step by step: yields after each denoising step and returns the pictures. */
export async function* interpolateSeedsInSteps({
  seeds,
  frames = FRAMES,
  ...options
}: SeedInterpolation): AsyncGenerator<SamplingProgress, NdArray> {
  checkFrames(frames)
  checkCalm(options.sampler)
  checkBeginsAtNoise(options.sampler)
  const { imageShape } = options.model
  const [a, b] = seeds.map((seed) => initialNoise([1, ...imageShape], seed, 0))
  const initial = between(a, b, imageShape, frames)
  return yield* sampleInSteps({ ...options, initial, count: frames })
}

/**
 * Pictures on the way from one seed's to another's, by spherical interpolation of their noise.
 * @returns (frames, H, W, C), about [-1, 1]; the ends are what `sample` makes of each seed
 * @throws {UserError} where the sampler adds fresh noise, or an option is out of range; the
 * signal's reason where it is aborted.
 */
export function interpolateSeeds(options: SeedInterpolation): Promise<NdArray> {
  return toEnd(interpolateSeedsInSteps(options), options.onProgress)
}

/** `interpolateImages` step by step: yields after each step and returns the pictures. */
export async function* interpolateImagesInSteps({
  frames = FRAMES,
  ...options
}: ImageInterpolation): AsyncGenerator<SamplingProgress, NdArray> {
  const { images, schedule, steps, spacing, refine, model, labels, batchSize = 64 } = options
  checkFrames(frames)
  conditioningOf(model, options, frames)
  checkImages(images, model, 2)
  const sampler = ddim(schedule, { steps, spacing, clip: 'none' })
  const inversion = ddimInversion(schedule, { steps, spacing, refine }).rows.length
  const toNoise = Math.ceil(2 / batchSize) * inversion
  const toPictures = Math.ceil(frames / batchSize) * sampler.rows.length
  const ends = { ...options, labels: labels && [labels[0], labels[frames - 1]] }
  const noise = yield* within({ before: 0, after: toPictures }, invertInSteps(ends))
  const [a, b] = [0, 1].map((i) => takeImages(noise, i, i + 1).data)
  const initial = between(a, b, model.imageShape, frames)
  const run = sampleInSteps({ ...options, sampler, initial, count: frames })
  return yield* within({ before: toNoise, after: 0 }, run)
}

/**
 * Pictures on the way from one image to another: both are inverted, their noises interpolated on the
 * sphere, and denoised by DDIM with eta = 0.
 * @param options `images` holds two
 * @returns (frames, H, W, C), about [-1, 1]; the ends are nearly the images, as `invert` says
 * @throws {UserError} where the images are not two of the model's size, guidance is not 1, or an
 * option is out of range; the signal's reason where it is aborted.
 */
export function interpolateImages(options: ImageInterpolation): Promise<NdArray> {
  return toEnd(interpolateImagesInSteps(options), options.onProgress)
}
