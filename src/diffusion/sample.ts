/**
 * Sampling: from noise to images, one compiled denoising step replayed over a sampler's rows.
 * Noise depends on (seed, sample, step) alone, so sample i is the same in a batch of any size.
 */

import { type NdArray, sizeOf } from '../base/shape.ts'
import type { Device, DeviceBuffer, HostData, Job } from '../engine/device.ts'
import type { Program } from '../engine/program.ts'
import { keyOf } from '../engine/random.ts'
import { Scope } from '../engine/scope.ts'
import type { Denoiser } from './denoiser.ts'
import { diffusionError } from './errors.ts'
import { conditioningOf, type GuidanceOptions } from './guidance.ts'
import { checkImages, takeImages } from './images.ts'
import { initialNoise } from './initial-noise.ts'
import { checkKnown, type KnownPixels, knownInputs } from './known-pixels.ts'
import { denoisingProgram, historyName } from './program.ts'
import { type SamplingProgress, toEnd } from './progress.ts'
import { checkBeginsAtNoise, checkSchedule } from './samplers/check.ts'
import { type DenoisingPlan, historySize, planDenoising } from './samplers/plan.ts'
import type { Sampler } from './samplers/sampler.ts'
import type { Schedule } from './schedules.ts'
import type { Target } from './targets.ts'

/** Of `sample`. */
export interface SamplingOptions extends GuidanceOptions {
  readonly device: Device
  readonly model: Denoiser
  /** All parameters, as `TrainingRun.weights` and `loadModel` give them, or on the device. */
  readonly weights: Float32Array | DeviceBuffer
  readonly sampler: Sampler
  /** What the model was trained to put out, as `loadModel` returns it. Default `eps`. */
  readonly target?: Target
  /** The one the model was trained with, as `loadModel` returns it: a sampler of another is refused. */
  readonly schedule?: Schedule
  /** Images to make, at least 1. Default 64. */
  readonly count?: number
  /** Whole number from 0; the same seed gives the same images. Default 0. */
  readonly seed?: number
  /** The number of the first image, from 0: image i of a seed is the same wherever it begins. Default 0. */
  readonly startIndex?: number
  /** Images denoised together; the result does not depend on it. Default 64. */
  readonly batchSize?: number
  /** Called after each denoising step, over all batches. */
  readonly onProgress?: (progress: SamplingProgress) => void
  readonly signal?: AbortSignal
  /**
   * What to begin with instead of the seed's noise: (count, H, W, C), at the noise level of the
   * sampler's first row.
   */
  readonly initial?: NdArray
  /** Pixels that are known, for a sampler that `repaint` has made. */
  readonly known?: KnownPixels
  /**
   * Noise from outside instead of from the seed, (count, H, W, C) for each step: 0 is the initial
   * x_T, s what row s - 1 adds, if the sampler adds any. All images are then one batch.
   */
  readonly injectedNoise?: (step: number) => Float32Array
}

/** Where a denoising run stands. */
export interface DenoisingState {
  /** Rows done: 0 is pure noise. */
  readonly step: number
  readonly steps: number
  /** The timestep just removed; undefined for pure noise. */
  readonly t: number | undefined
  /** The images now, (count, H, W, C). @throws {DdpmError} `sampling.not-finite` */
  read(): Promise<NdArray>
}

/** What the number of an image can be, as far as noise tells one from another. */
const MOST_INDEX = 2 ** 31 - 1

function checkOptions(options: SamplingOptions): void {
  const { model, sampler, initial, known, count = 64, batchSize = 64, startIndex = 0 } = options
  for (const [name, value, least] of [
    ['count', count, 1],
    ['batchSize', batchSize, 1],
    ['startIndex', startIndex, 0],
  ] as const) {
    if (Number.isInteger(value) && value >= least && value <= MOST_INDEX) continue
    throw diffusionError('sampling.number-out-of-range', { name, value, least })
  }
  checkSchedule(sampler, options.schedule)
  if (initial) checkImages(initial, model, count)
  else checkBeginsAtNoise(sampler)
  checkKnown(known, sampler, model, count)
}

/** Writes what the program reads; a sampler without noise has no use for its origin. */
async function writeUsed(
  job: Job,
  program: Program,
  inputs: Readonly<Record<string, () => HostData>>,
): Promise<void> {
  for (const [name, data] of Object.entries(inputs)) {
    if (program.inputs.has(name)) await job.write(name, data())
  }
}

/** A step's own numbers; the rest stays from step to step. */
async function runStep(
  job: Job,
  program: Program,
  { steps }: DenoisingPlan,
  step: number,
  { injectedNoise, seed = 0 }: SamplingOptions,
): Promise<void> {
  const { t, row } = steps[step - 1]
  await writeUsed(job, program, {
    t: () => Int32Array.of(Math.round(t)),
    row: () => Float32Array.from(row),
    noise: () => injectedNoise!(step),
    origin: () => Int32Array.of(...keyOf(seed), step),
  })
  await job.run()
}

/** A buffer of the weights on the device, in the scope where it is ours to free. */
async function weightsOn({ device, model, weights }: SamplingOptions, scope: Scope) {
  if (!(weights instanceof Float32Array)) return weights
  if (weights.length !== model.parameterCount) {
    throw diffusionError('sampling.weights-do-not-fit', {
      ...{ weights: weights.length, parameters: model.parameterCount },
    })
  }
  const buffer = scope.own(device.createBuffer('f32', weights.length))
  await buffer.write(weights)
  return buffer
}

/** The states of a plan, of one size: x holds what it is given, the history nothing yet. */
async function statesOf(device: Device, plan: DenoisingPlan, x: Float32Array, scope: Scope) {
  const put = async (data: Float32Array) => {
    const buffer = scope.own(device.createBuffer('f32', data.length))
    await buffer.write(data)
    return buffer
  }
  const states: Record<string, DeviceBuffer> & { x: DeviceBuffer } = { x: await put(x) }
  for (let k = 0; k < historySize(plan); k++) {
    states[historyName(k)] = await put(new Float32Array(x.length))
  }
  return states
}

/** @throws {DdpmError} `sampling.not-finite` */
function checkFinite(x: Float32Array, step: number, steps: number): Float32Array {
  const wrong = x.find((value) => !Number.isFinite(value))
  if (wrong === undefined) return x
  throw diffusionError('sampling.not-finite', { step, steps, value: wrong })
}

/**
 * Denoises `count` images as one batch, giving the state before the first step and after each.
 * @param first number of the first image, for its noise
 * @throws {DdpmError} where an option is out of range; the signal's reason where it is aborted.
 */
export async function* denoise(
  options: SamplingOptions,
  first = options.startIndex ?? 0,
): AsyncGenerator<DenoisingState, void> {
  checkOptions(options)
  const { device, model, count = 64, seed = 0, injectedNoise } = options
  const conditioning = conditioningOf(model, options, count)
  const plan = planDenoising(options.sampler, options.target)
  const shape = [count, ...model.imageShape]
  const injected = injectedNoise !== undefined
  const program = denoisingProgram(model, shape, plan, { injected, conditioning })
  const x = options.initial?.data ?? injectedNoise?.(0) ?? initialNoise(shape, seed, first)
  const scope = new Scope()
  try {
    const parameters = await weightsOn(options, scope)
    const states = await statesOf(device, plan, x, scope)
    const job = scope.own(await device.load(program, { parameters, ...states }))
    const readAfter = (step: number) => async () => {
      const data = (await states.x.read()) as Float32Array
      return { shape, data: checkFinite(data, step, plan.steps.length) }
    }
    await writeUsed(job, program, {
      samples: () => Int32Array.from({ length: count }, (_, i) => first + i),
      labels: () => Int32Array.from(options.labels ?? []),
    })
    const given = options.known ? knownInputs(options.known) : {}
    for (const [name, data] of Object.entries(given)) await job.write(name, data)
    const steps = plan.steps.length
    yield { step: 0, steps, t: undefined, read: readAfter(0) }
    for (let step = 1; step <= steps; step++) {
      options.signal?.throwIfAborted()
      await runStep(job, program, plan, step, options)
      yield { step, steps, t: plan.steps[step - 1].t, read: readAfter(step) }
    }
  } finally {
    scope.free()
  }
}

/** The options of some of the images. */
function batchOf(options: SamplingOptions, first: number, last: number): SamplingOptions {
  const { labels, initial, known } = options
  return {
    ...options,
    count: last - first,
    labels: labels?.slice(first, last),
    initial: initial && takeImages(initial, first, last),
    known: known && { ...known, images: takeImages(known.images, first, last) },
  }
}

/** `sample` step by step: yields after each denoising step and returns the images. */
export async function* sampleInSteps(
  options: SamplingOptions,
): AsyncGenerator<SamplingProgress, NdArray> {
  checkOptions(options)
  const { model, count = 64, batchSize = 64, sampler, startIndex = 0 } = options
  conditioningOf(model, options, count)
  const pixels = sizeOf(model.imageShape)
  const images = new Float32Array(count * pixels)
  const size = options.injectedNoise ? count : batchSize
  const total = Math.ceil(count / size) * sampler.rows.length
  let done = 0
  for (let first = 0; first < count; first += size) {
    const last = Math.min(first + size, count)
    for await (const state of denoise(batchOf(options, first, last), startIndex + first)) {
      if (state.step === state.steps) images.set((await state.read()).data, first * pixels)
      if (state.step > 0) yield { done: ++done, total }
    }
  }
  return { shape: [count, ...model.imageShape], data: images }
}

/**
 * Makes images.
 * @returns (count, H, W, C), about [-1, 1] and not clipped
 * @throws {DdpmError} where an option is out of range, the sampler is built for another schedule, or
 * it begins at a timestep where x is not pure noise and no `initial` is given, or the images come
 * out not finite; the signal's reason where it is aborted.
 */
export function sample(options: SamplingOptions): Promise<NdArray> {
  return toEnd(sampleInSteps(options), options.onProgress)
}
