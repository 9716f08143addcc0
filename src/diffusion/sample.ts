/**
 * Sampling: from noise to pictures, one compiled denoising step replayed over a sampler's rows.
 * Noise depends on (seed, sample, step) alone, so sample i is the same in a batch of any size.
 */

import type { Device, DeviceBuffer, Job } from '../engine/device.ts'
import { UserError } from '../engine/errors.ts'
import { Graph } from '../engine/graph.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { keyOf, normalNoise, streams } from '../engine/random.ts'
import { type NdArray, type Shape, sizeOf } from '../engine/shape.ts'
import { assign, mix, randomNormal } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'
import type { Sampler } from './samplers/sampler.ts'

export interface SamplingOptions {
  readonly device: Device
  readonly model: Denoiser
  /** All parameters, as `TrainingRun.weights` and `loadModel` give them, or on the device. */
  readonly weights: Float32Array | DeviceBuffer
  readonly sampler: Sampler
  /** Pictures to make, at least 1. Default 64. */
  readonly count?: number
  /** Whole number from 0; the same seed gives the same pictures. Default 0. */
  readonly seed?: number
  /** Pictures denoised together; the result does not depend on it. Default 64. */
  readonly batchSize?: number
  /** Called after each denoising step, over all batches. */
  readonly onProgress?: (progress: SamplingProgress) => void
  readonly signal?: AbortSignal
  /**
   * Noise from outside instead of from the seed, (count, H, W, C) for each step: 0 is the initial
   * x_T, s what row s - 1 adds. All pictures are then one batch.
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
  /** The pictures now, (count, H, W, C). */
  read(): Promise<NdArray>
}

function checkOptions({ count = 64, batchSize = 64 }: SamplingOptions): void {
  for (const [name, value] of Object.entries({ count, batchSize })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new UserError(`${name} is ${value}: use a whole number of at least 1`)
    }
  }
}

/** One denoising step of `shape` (B, H, W, C) as a program. */
export function denoisingProgram(model: Denoiser, shape: Shape, injected: boolean): Program {
  const graph = new Graph()
  const x = graph.state('x', shape)
  const t = graph.input('t', [1], 'i32')
  const row = graph.input('row', [1, 3])
  const noise = injected
    ? graph.input('noise', shape)
    : randomNormal(
        graph.input('origin', [3], 'i32'),
        graph.input('samples', [shape[0]], 'i32'),
        streams.samplingNoise,
        shape.slice(1),
      )
  const eps = model.predict(graph, x, t)
  assign(x, mix(row, [x, eps, noise]))
  return buildProgram('denoising step', graph, {})
}

function initialNoise(shape: Shape, seed: number, first: number): Float32Array {
  const pixels = sizeOf(shape.slice(1))
  const x = new Float32Array(sizeOf(shape))
  for (let i = 0; i < shape[0]; i++) {
    const image = x.subarray(i * pixels, (i + 1) * pixels)
    normalNoise(image, seed, streams.samplingNoise, first + i, 0)
  }
  return x
}

async function runStep(
  job: Job,
  { sampler, injectedNoise }: SamplingOptions,
  step: number,
  seed: number,
): Promise<void> {
  const row = sampler.rows[step - 1]
  await job.write('t', Int32Array.of(row.t))
  await job.write('row', Float32Array.of(row.x, row.eps, row.noise))
  if (injectedNoise) await job.write('noise', injectedNoise(step))
  else await job.write('origin', Int32Array.of(...keyOf(seed), step))
  await job.run()
}

/** A buffer of the weights on the device, and whether it is ours to free. */
async function weightsOn({ device, model, weights }: SamplingOptions) {
  if (!(weights instanceof Float32Array)) return { buffer: weights, release: () => {} }
  if (weights.length !== model.parameterCount) {
    throw new UserError(
      `these weights have ${weights.length} numbers and the model ${model.parameterCount}: ` +
        'use the model they were trained with',
    )
  }
  const buffer = device.createBuffer('f32', weights.length)
  await buffer.write(weights)
  return { buffer, release: () => buffer.free() }
}

/**
 * Denoises `count` pictures as one batch, giving the state before the first step and after each.
 * @param first number of the first picture, for its noise
 * @throws {UserError} where an option is out of range; the signal's reason where it is aborted.
 */
export async function* denoise(
  options: SamplingOptions,
  first = 0,
): AsyncGenerator<DenoisingState, void> {
  checkOptions(options)
  const { device, model, count = 64, seed = 0, sampler } = options
  const shape = [count, ...model.imageShape]
  const weights = await weightsOn(options)
  const x = device.createBuffer('f32', sizeOf(shape))
  const injected = options.injectedNoise !== undefined
  const program = denoisingProgram(model, shape, injected)
  const job = await device.load(program, { parameters: weights.buffer, x })
  const read = async () => ({ shape, data: (await x.read()) as Float32Array })
  try {
    await x.write(options.injectedNoise?.(0) ?? initialNoise(shape, seed, first))
    if (!injected)
      await job.write(
        'samples',
        Int32Array.from({ length: count }, (_, i) => first + i),
      )
    const steps = sampler.rows.length
    yield { step: 0, steps, t: undefined, read }
    for (let step = 1; step <= steps; step++) {
      options.signal?.throwIfAborted()
      await runStep(job, options, step, seed)
      yield { step, steps, t: sampler.rows[step - 1].t, read }
    }
  } finally {
    job.free()
    x.free()
    weights.release()
  }
}

/** Denoising steps done and to do, over all batches. */
export interface SamplingProgress {
  readonly done: number
  readonly total: number
}

/** `sample` step by step: yields after each denoising step and returns the pictures. */
export async function* sampleInSteps(
  options: SamplingOptions,
): AsyncGenerator<SamplingProgress, NdArray> {
  checkOptions(options)
  const { model, count = 64, batchSize = 64, sampler } = options
  const pixels = sizeOf(model.imageShape)
  const images = new Float32Array(count * pixels)
  const size = options.injectedNoise ? count : batchSize
  const total = Math.ceil(count / size) * sampler.rows.length
  let done = 0
  for (let first = 0; first < count; first += size) {
    const batch = { ...options, count: Math.min(size, count - first) }
    for await (const state of denoise(batch, first)) {
      if (state.step === state.steps) images.set((await state.read()).data, first * pixels)
      if (state.step > 0) yield { done: ++done, total }
    }
  }
  return { shape: [count, ...model.imageShape], data: images }
}

/**
 * Makes pictures.
 * @returns (count, H, W, C), about [-1, 1] and not clipped
 * @throws {UserError} where an option is out of range; the signal's reason where it is aborted.
 */
export async function sample(options: SamplingOptions): Promise<NdArray> {
  const steps = sampleInSteps(options)
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value
    options.onProgress?.(next.value)
  }
}
