/** A job that must give the same bits wherever it is done: two small trainings and their images. */

import {
  buildSchedule,
  type Device,
  digits,
  Model,
  type SamplerName,
  simpleUnet,
  type TrainOptions,
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
const data = digits({ count: 24, imageSize: SIZE })

interface Part {
  readonly train: Partial<TrainOptions>
  readonly sampler: SamplerName
}

/** The notebook's network, and one with everything that there is. */
function parts(): Part[] {
  return [
    {
      train: {
        network: simpleUnet({ widths: [12, 24, 40], timeDim: 16, imageSize: SIZE }),
        ...{ schedule: buildSchedule('linear', { timesteps: 50 }), target: 'eps' },
      },
      sampler: 'ddpm',
    },
    {
      train: {
        network: unet({
          ...{ widths: [16, 32], patch: 2, layersPerBlock: 1, attentionAt: [1], headChannels: 16 },
          ...{ dropout: 0.1, groups: 8, classes: 10, imageSize: SIZE },
        }),
        ...{ schedule: 'linear', timesteps: 50, zeroSnr: true, target: 'v' },
      },
      sampler: 'ddim',
    },
  ]
}

async function hash(numbers: Float32Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Float32Array(numbers).buffer)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Three steps of training, the model written and read again, and four images of it. */
async function trainAndSample(device: Device, part: Part) {
  const losses: number[] = []
  const run = train({ ...part.train, device, data, epochs: 1, batchSize: 8, sampleCount: 0 })
  for await (const event of run) if (event.kind === 'step') losses.push(event.loss)
  const model = Model.decode(run.model.encode())
  const { sampler } = part
  const images = await model.sample({ device, sampler, steps: 4, count: 4, seed: 7 })
  return { losses, weights: await hash(model.weights), images: await hash(images.data) }
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
