/** From the page's settings to the library's options, and denoising with progress of it. */

import type { GuidanceOptions } from '../../../../src/diffusion/guidance.ts'
import { denoise, type SamplingOptions } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import type { Sampler } from '../../../../src/diffusion/samplers/sampler.ts'
import { usualSampling } from '../../../../src/diffusion/sampling-defaults.ts'
import type { LoadedModel } from '../../../../src/training/checkpoint.ts'
import type { Sampled, SamplerSettings, SamplingProgress } from '../protocol.ts'
import { bytesOf } from '../values.ts'
import { device } from './device.ts'
import type { Task } from './task.ts'

/** States reported in a long run. */
const MOST_STATES = 50

/** Whether a state is one of at most so many, evenly chosen; the first and the last always are. */
export function isShown(step: number, steps: number, most = MOST_STATES): boolean {
  return step === steps || step % Math.ceil(steps / most) === 0
}

/** The given classes in turn, from that of image `first` on; of any class where none is given. */
export function guidanceOf(
  { network: model }: LoadedModel,
  { classes, guidance }: Pick<SamplerSettings, 'classes' | 'guidance'>,
  count: number,
  first = 0,
): GuidanceOptions {
  if (model.classes === 0 || !classes) return {}
  const labels = Array.from({ length: count }, (_, i) => classes[(first + i) % classes.length])
  return { labels, guidance }
}

/** Those that a model knows. */
export const classesOf = ({ network: model }: LoadedModel) =>
  Array.from({ length: model.classes }, (_, i) => i)

/** A sampler by its name, with no more steps than there are. */
export function samplerOf(loaded: LoadedModel, { sampler, steps }: SamplerSettings): Sampler {
  const { schedule } = loaded
  const most = Math.min(steps, schedule.timesteps)
  const usual = usualSampling(loaded, most)
  const options = sampler === usual.sampler ? usual.options : { steps: most }
  return buildSampler(sampler, schedule, options)
}

/** What is the same for every way of making images. */
export async function modelOptions({ network: model, weights, target }: LoadedModel) {
  return { device: await device(), model, weights, target }
}

/** Denoises to the end, with progress; the page may pause and cancel it. */
export async function follow(
  options: SamplingOptions,
  task: Task<SamplingProgress>,
): Promise<Sampled> {
  const begin = performance.now()
  for await (const { step, steps, read } of denoise({ ...options, signal: task.signal })) {
    await task.unpaused()
    if (!isShown(step, steps)) continue
    const images = bytesOf(await read())
    if (step === steps) return { images, ...costs(options, begin) }
    task.report({ step, steps, images })
  }
  throw new TypeError('denoising has no end')
}

/** Guidance asks twice: with the class and without. */
function costs({ sampler, labels, guidance = 1 }: SamplingOptions, begin: number) {
  const evaluations = sampler.rows.length * (labels && guidance !== 1 ? 2 : 1)
  return { evaluations, milliseconds: performance.now() - begin }
}
