/** Images out of an image: noised and denoised, or a part of it regenerated. */

import { noisedTo } from '../../../../src/diffusion/initial-noise.ts'
import type { SamplingOptions } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { repaint } from '../../../../src/diffusion/tasks/repaint.ts'
import type { LoadedModel } from '../../../../src/training/checkpoint.ts'
import type { Calls, Sampled, SamplingProgress } from '../protocol.ts'
import { repeated, valuesOf } from '../values.ts'
import { modelOf } from './models.ts'
import { follow, guidanceOf, modelOptions } from './sampling.ts'
import type { Task } from './task.ts'

type Asked = Calls['vary']['input']

/** Steps from noise to an image: few enough to answer while one draws. */
const STEPS = 20
/** How often RePaint takes each step: at 1 strokes end at the seam, from 3 on they seldom do. */
const RESAMPLINGS = 3

const stepsOf = ({ schedule: { timesteps } }: LoadedModel) => Math.min(STEPS, timesteps)

/** Begins in the midst, at the noise level that the strength says. */
function variation(
  loaded: LoadedModel,
  { image, count, strength, seed }: Asked,
): Pick<SamplingOptions, 'sampler' | 'initial'> {
  const steps = stepsOf(loaded)
  // one step at least
  const share = Math.max(strength, 1 / steps)
  const sampler = buildSampler('dpm-solver++', loaded.schedule, { steps, strength: share })
  return { sampler, initial: noisedTo(sampler.rows[0], valuesOf(repeated(image, count)), seed) }
}

/** RePaint's resampling, which needs a sampler without a memory and with fresh noise. */
function completion(
  loaded: LoadedModel,
  { image, count }: Asked,
  mask: Uint8Array,
): Pick<SamplingOptions, 'sampler' | 'known'> {
  const [, h, w] = image.shape
  const ddim = buildSampler('ddim', loaded.schedule, { steps: stepsOf(loaded), eta: 1 })
  const images = valuesOf(repeated(image, count))
  return {
    sampler: repaint(ddim, { resamplings: RESAMPLINGS }),
    known: { images, mask: { shape: [h, w], data: Float32Array.from(mask) } },
  }
}

export async function vary(asked: Asked, task: Task<SamplingProgress>): Promise<Sampled> {
  const loaded = modelOf(asked.model)
  const { mask, count, seed } = asked
  const way = mask ? completion(loaded, asked, mask) : variation(loaded, asked)
  const guided = guidanceOf(loaded, asked, count)
  return await follow({ ...(await modelOptions(loaded)), ...guided, ...way, count, seed }, task)
}
