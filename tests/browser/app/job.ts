/** A job that must give the same bits wherever it is done: two small trainings and their images. */

import {
  buildSampler,
  buildSchedule,
  type Device,
  decodeModel,
  digits,
  encodeModel,
  type Model,
  type Sampler,
  type Schedule,
  sample,
  simpleUnet,
  type Target,
  train,
  unet,
} from 'ddpm/browser'

export interface Result {
  /** What the device says of itself. */
  readonly description: string
  readonly losses: readonly number[]
  /** Hashes of the networks' weights and of their images. */
  readonly weights: readonly string[]
  readonly images: readonly string[]
}

const SIZE = 16
const data = digits({ count: 24, size: SIZE })

interface Part {
  readonly model: Model
  readonly schedule: Schedule
  readonly target: Target
  readonly sampler: Sampler
}

/** The notebook's network, and one with everything that there is. */
function parts(): Part[] {
  const linear = buildSchedule('linear', { timesteps: 50 })
  const whole = buildSchedule('linear', { timesteps: 50, zeroSnr: true })
  return [
    {
      model: simpleUnet({ widths: [12, 24, 40], timeDim: 16, imageSize: SIZE }),
      ...{ schedule: linear, target: 'eps', sampler: buildSampler('ddpm', linear, { steps: 4 }) },
    },
    {
      model: unet({
        ...{ widths: [16, 32], patch: 2, layersPerBlock: 1, attentionAt: [1], headChannels: 16 },
        ...{ dropout: 0.1, groups: 8, classes: 10, imageSize: SIZE },
      }),
      ...{ schedule: whole, target: 'v', sampler: buildSampler('ddim', whole, { steps: 4 }) },
    },
  ]
}

async function hash(numbers: Float32Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Float32Array(numbers).buffer)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Three steps of training, the model written and read again, and four images of it. */
async function trainAndSample(device: Device, part: Part) {
  const { model, schedule, target, sampler } = part
  const losses: number[] = []
  const options = { device, model, schedule, target, data, epochs: 1, batchSize: 8, sampleCount: 0 }
  const run = train(options)
  for await (const event of run) if (event.kind === 'step') losses.push(event.loss)
  const file = encodeModel({ model, schedule, target, weights: run.weights })
  const { weights } = decodeModel(file)
  const images = await sample({ device, model, weights, target, sampler, count: 4, seed: 7 })
  return { losses, weights: await hash(weights), images: await hash(images.data) }
}

export async function work(device: Device): Promise<Result> {
  const results = []
  for (const part of parts()) results.push(await trainAndSample(device, part))
  return {
    description: device.description,
    losses: results.flatMap(({ losses }) => losses),
    weights: results.map(({ weights }) => weights),
    images: results.map(({ images }) => images),
  }
}
