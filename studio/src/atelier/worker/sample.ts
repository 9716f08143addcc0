/** Pictures out of noise, and the way that one of them came. */

import {
  buildSampler,
  denoise,
  type GuidanceOptions,
  imageToImageInSteps,
  inpaintInSteps,
  type LoadedModel,
  type NdArray,
  type Sampler,
  type SamplingOptions,
} from '../../../../src/browser.ts'
import type { Calls, Pictures, SamplerSettings, SamplingNews, Station } from '../protocol.ts'
import { bytesOf, repeated, valuesOf } from '../values.ts'
import { device } from './device.ts'
import { predictedPicture } from './look.ts'
import { modelOf } from './models.ts'
import type { Task } from './task.ts'

/** Between two looks at the pictures while they are denoised, in milliseconds. */
const GLANCE = 60

/** Classes in turn, beginning with that of picture `first`. */
function guidanceOf(
  { model: { classes: known } }: LoadedModel,
  { classes, guidance }: SamplerSettings,
  count: number,
  first = 0,
): GuidanceOptions {
  if (known === 0) return {}
  const turns = classes ?? Array.from({ length: known }, (_, label) => label)
  const labels = Array.from({ length: count }, (_, i) => turns[(first + i) % turns.length])
  return { labels, guidance }
}

function samplerOf({ schedule }: LoadedModel, { sampler, steps }: SamplerSettings): Sampler {
  return buildSampler(sampler, schedule, { steps: Math.min(steps, schedule.timesteps) })
}

async function optionsOf(
  loaded: LoadedModel,
  settings: SamplerSettings,
  count: number,
  first = 0,
): Promise<SamplingOptions> {
  const { model, weights, target } = loaded
  const sampler = samplerOf(loaded, settings)
  const guided = guidanceOf(loaded, settings, count, first)
  return { device: await device(), model, weights, target, sampler, count, ...guided }
}

/** Tells of a state where the last one told is a while ago; the first and the last always. */
class Glances {
  #last = Number.NEGATIVE_INFINITY
  readonly #task: Task<SamplingNews>

  constructor(task: Task<SamplingNews>) {
    this.#task = task
  }

  async see(step: number, steps: number, read: () => Promise<NdArray>): Promise<void> {
    const now = performance.now()
    if (step > 0 && step < steps && now - this.#last < GLANCE) return
    this.#last = now
    this.#task.tell({ step, steps, pictures: bytesOf(await read()) })
  }
}

export async function samplePictures(
  { model: id, count, ...settings }: Calls['sample']['input'],
  task: Task<SamplingNews>,
): Promise<Pictures> {
  const options = await optionsOf(modelOf(id), settings, count)
  const glances = new Glances(task)
  let last: NdArray | undefined
  const { seed } = settings
  for await (const { step, steps, read } of denoise({ ...options, seed, signal: task.signal })) {
    await task.unpaused()
    await glances.see(step, steps, read)
    if (step === steps) last = await read()
  }
  return bytesOf(last!)
}

/** Stations shown of a long way. */
const STATIONS = 60

export async function trajectoryOf(
  { model: id, index, ...settings }: Calls['trajectory']['input'],
  task: Task<{ step: number; steps: number }>,
): Promise<readonly Station[]> {
  const loaded = modelOf(id)
  const options = await optionsOf(loaded, settings, 1, index)
  const { labels, guidance, sampler } = options
  const every = Math.ceil(sampler.rows.length / STATIONS)
  const stations: Station[] = []
  const { seed } = settings
  const states = denoise({ ...options, seed, signal: task.signal }, index)
  for await (const { step, steps, read } of states) {
    task.tell({ step, steps })
    if (step % every !== 0 && step !== steps) continue
    const noisy = await read()
    const t = step === steps ? -1 : Math.round(sampler.rows[step].t)
    const standing = { noised: noisy, t, labels, guidance }
    const picture = t < 0 ? noisy : await predictedPicture(loaded, standing)
    stations.push({ t, noisy: bytesOf(noisy), predicted: bytesOf(picture) })
  }
  return stations
}

export async function vary(
  { model: id, picture, mask, strength, count, ...settings }: Calls['vary']['input'],
  task: Task<SamplingNews>,
): Promise<Pictures> {
  const loaded = modelOf(id)
  const { sampler: name, steps, seed } = settings
  const images = valuesOf(repeated(picture, count))
  const [, h, w] = picture.shape
  const options = { ...(await optionsOf(loaded, settings, count)), seed, signal: task.signal }
  const inSteps = mask
    ? inpaintInSteps({ ...options, images, mask: { shape: [h, w], data: Float32Array.from(mask) } })
    : imageToImageInSteps({
        ...{ ...options, images },
        sampler: buildSampler(name, loaded.schedule, { steps, strength }),
      })
  for (;;) {
    const next = await inSteps.next()
    if (next.done) return bytesOf(next.value)
    const { done, total } = next.value
    task.tell({ step: done, steps: total, pictures: picture })
  }
}
