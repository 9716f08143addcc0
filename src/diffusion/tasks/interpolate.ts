/** Interpolation: images between two, through the noise that they come from. */

import { type NdArray, type Shape, sizeOf } from '../../base/shape.ts'
import { diffusionError } from '../errors.ts'
import { conditioningOf } from '../guidance.ts'
import { checkImages, takeImages } from '../images.ts'
import { initialNoise } from '../initial-noise.ts'
import { type SamplingProgress, toEnd, within } from '../progress.ts'
import { sampleInSteps } from '../sample.ts'
import { buildSampler } from '../samplers/build.ts'
import { checkBeginsAtNoise } from '../samplers/check.ts'
import type { Sampler } from '../samplers/sampler.ts'
import { deterministicSamplers, taskDefaults } from '../sampling-defaults.ts'
import { ddimInversion } from './ddim-inversion.ts'
import { type InversionOptions, invertInSteps } from './invert.ts'
import type { TaskOptions } from './options.ts'
import { slerp } from './slerp.ts'

interface Frames {
  /** Images from one end to the other, both among them; at least 2. Default 9. */
  readonly frames?: number
}

/** Labels are a class for each frame. */
export interface SeedInterpolation extends Omit<TaskOptions, 'seed'>, Frames {
  /** Those of the two ends, which are each seed's first image. */
  readonly seeds: readonly [number, number]
}

/** Labels are a class for each frame; those of the ends hold for their inversion, too. */
export interface ImageInterpolation extends Omit<InversionOptions, 'seed'>, Frames {}

const FRAMES = taskDefaults.interpolate.frames

function checkFrames(frames: number): void {
  if (Number.isInteger(frames) && frames >= 2) return
  throw diffusionError('sampling.number-out-of-range', { name: 'frames', value: frames, least: 2 })
}

/** Fresh noise would differ from frame to frame. */
function checkDeterministic({ name, rows }: Sampler): void {
  if (!rows.some(({ noise }) => noise)) return
  throw diffusionError('interpolation.sampler-is-stochastic', {
    name,
    known: deterministicSamplers,
  })
}

/** (frames, ...shape): noises from a to b. */
function between(a: Float32Array, b: Float32Array, shape: Shape, frames: number): NdArray {
  const data = new Float32Array(frames * sizeOf(shape))
  for (let i = 0; i < frames; i++) data.set(slerp(a, b, i / (frames - 1)), i * sizeOf(shape))
  return { shape: [frames, ...shape], data }
}

/** `interpolateSeeds` step by step: yields after each denoising step and returns the images. */
export async function* interpolateSeedsInSteps({
  seeds,
  frames = FRAMES,
  ...options
}: SeedInterpolation): AsyncGenerator<SamplingProgress, NdArray> {
  checkFrames(frames)
  checkDeterministic(options.sampler)
  checkBeginsAtNoise(options.sampler)
  const { imageShape } = options.model
  const [a, b] = seeds.map((seed) => initialNoise([1, ...imageShape], seed, 0))
  const initial = between(a, b, imageShape, frames)
  return yield* sampleInSteps({ ...options, initial, count: frames })
}

/**
 * Images between one seed's to another's, by spherical interpolation of their noise.
 * @returns (frames, H, W, C), about [-1, 1]; the ends are what `sample` makes of each seed
 * @throws {DdpmError} where the sampler adds fresh noise, or an option is out of range; the
 * signal's reason where it is aborted.
 */
export function interpolateSeeds(options: SeedInterpolation): Promise<NdArray> {
  return toEnd(interpolateSeedsInSteps(options), options.onProgress)
}

/** `interpolateImages` step by step: yields after each step and returns the images. */
export async function* interpolateImagesInSteps({
  frames = FRAMES,
  ...options
}: ImageInterpolation): AsyncGenerator<SamplingProgress, NdArray> {
  const { images, schedule, steps, spacing, refine, model, labels, batchSize = 64 } = options
  checkFrames(frames)
  conditioningOf(model, { ...options, guidance: options.guidance ?? 1 }, frames)
  checkImages(images, model, 2)
  const sampler = buildSampler('ddim', schedule, { steps, spacing, clip: 'none' })
  const inversion = ddimInversion(schedule, { steps, spacing, refine }).rows.length
  const toNoise = Math.ceil(2 / batchSize) * inversion
  const toImages = Math.ceil(frames / batchSize) * sampler.rows.length
  const ends = { ...options, labels: labels && [labels[0], labels[frames - 1]] }
  const noise = yield* within({ before: 0, after: toImages }, invertInSteps(ends))
  const [a, b] = [0, 1].map((i) => takeImages(noise, i, i + 1).data)
  const initial = between(a, b, model.imageShape, frames)
  const run = sampleInSteps({ ...options, guidance: 1, sampler, initial, count: frames })
  return yield* within({ before: toNoise, after: 0 }, run)
}

/**
 * Images between one image to another: both are inverted, their noises interpolated on the
 * sphere, and denoised by DDIM with eta = 0.
 * @param options `images` holds two
 * @returns (frames, H, W, C), about [-1, 1]; the ends are nearly the images, as `invert` says
 * @throws {DdpmError} where the images are not two of the model's size, guidance is not 1, or an
 * option is out of range; the signal's reason where it is aborted.
 */
export function interpolateImages(options: ImageInterpolation): Promise<NdArray> {
  return toEnd(interpolateImagesInSteps(options), options.onProgress)
}
