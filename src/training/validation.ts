/** How well a model does on images it was not trained on, by quarter of the timesteps. */

import { type AnyDataset, FEW_IMAGES, gatherFrom, imageSize } from '../data/dataset.ts'
import { denoisingLosses } from '../diffusion/loss.ts'
import type { SamplingProgress } from '../diffusion/progress.ts'
import type { Device, DeviceBuffer, Job } from '../engine/device.ts'
import { Graph } from '../engine/graph.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { keyOf, streams } from '../engine/random.ts'
import { randomNormal } from '../engine/trace.ts'
import type { StepShape } from './step.ts'

/** Mean losses, unweighted, of all timesteps and of each quarter from low to high noise. */
export interface ValidationLoss {
  readonly mean: number
  readonly quarters: readonly [number, number, number, number]
}

const QUARTERS = 4

/** What is judged: `batchSize` examples at once. */
export type ValidationShape = Pick<StepShape, 'model' | 'schedule' | 'target' | 'batchSize'>

/** Inputs x0, t, origin, samples, and labels where the model has classes; output losses (B). */
function validationProgram(shape: ValidationShape): Program {
  const { model, batchSize } = shape
  const graph = new Graph()
  const integers = (name: string) => graph.input(name, [batchSize], 'i32')
  const origin = graph.input('origin', [3], 'i32')
  const noise = randomNormal(origin, integers('samples'), streams.validationNoise, model.imageShape)
  const losses = denoisingLosses(graph, shape, {
    x0: graph.input('x0', [batchSize, ...model.imageShape]),
    t: integers('t'),
    noise,
    conditions: model.classes > 0 ? { labels: integers('labels') } : {},
  })
  return buildProgram('validation losses', graph, { losses })
}

/** Examples of a quarter at least, of few images: one timestep of each would say little. */
const LEAST_OF_QUARTER = 64

/** How often every image comes in every quarter: once, but of few images more often. */
export const validationRounds = (data: Pick<AnyDataset, 'count'>, validation: number): number =>
  data.count < FEW_IMAGES ? Math.ceil(LEAST_OF_QUARTER / validation) : 1

/** An image at a timestep: every image comes in every quarter, evenly spread over its timesteps. */
interface Example {
  readonly image: number
  readonly t: number
}

function examplesOf(count: number, rounds: number, timesteps: number): Example[] {
  const perQuarter = count * rounds
  return Array.from({ length: QUARTERS * perQuarter }, (_, i) => {
    const [quarter, within] = [Math.floor(i / perQuarter), i % perQuarter]
    const place = (quarter + (within + 0.5) / perQuarter) / QUARTERS
    return { image: within % count, t: Math.floor(timesteps * place) }
  })
}

/** Computes the losses of as many examples as the program takes; of fewer, the rest is repeated. */
async function lossesOf(
  job: Job,
  shape: ValidationShape,
  data: AnyDataset,
  examples: readonly Example[],
  first: number,
): Promise<Float32Array> {
  const { model, batchSize } = shape
  const places = Int32Array.from({ length: batchSize }, (_, i) => (first + i) % examples.length)
  const images = Array.from(places, (place) => examples[place].image)
  const x0 = new Float32Array(batchSize * imageSize(data))
  await job.write('x0', await gatherFrom(data, images, x0))
  await job.write(
    't',
    places.map((place) => examples[place].t),
  )
  await job.write('samples', places)
  const { labels } = data
  if (model.classes > 0) {
    // images without classes are judged as of any
    const label = (image: number) => labels?.[image] ?? model.classes
    await job.write('labels', Int32Array.from(images, label))
  }
  await job.run()
  return await job.read('losses')
}

const mean = (losses: Float64Array) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length

export interface ValidationJob {
  readonly device: Device
  readonly shape: ValidationShape
  /** The validation images, at least one. */
  readonly data: AnyDataset
  /** The weights, on the device. */
  readonly parameters: DeviceBuffer
  readonly seed: number
  /** How often every image comes in every quarter of the timesteps. Default 1. */
  readonly rounds?: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Judges weights by the same images, timesteps and noise at every call; yields after each batch.
 * @throws the signal's reason where it is aborted.
 */
export async function* validateInSteps({
  device,
  shape,
  data,
  parameters,
  seed,
  rounds = 1,
  signal,
}: ValidationJob): AsyncGenerator<SamplingProgress, ValidationLoss> {
  const examples = examplesOf(data.count, rounds, shape.schedule.timesteps)
  const losses = new Float64Array(examples.length)
  const fitting = { ...shape, batchSize: Math.min(shape.batchSize, examples.length) }
  const job = await device.load(validationProgram(fitting), { parameters })
  try {
    await job.write('origin', Int32Array.of(...keyOf(seed), 0))
    const total = Math.ceil(losses.length / fitting.batchSize)
    for (let first = 0; first < losses.length; first += fitting.batchSize) {
      signal?.throwIfAborted()
      const some = await lossesOf(job, fitting, data, examples, first)
      losses.set(some.subarray(0, losses.length - first), first)
      yield { done: 1 + first / fitting.batchSize, total }
    }
  } finally {
    job.free()
  }
  const perQuarter = losses.length / QUARTERS
  const quarter = (q: number) => mean(losses.subarray(q * perQuarter, (q + 1) * perQuarter))
  return { mean: mean(losses), quarters: [quarter(0), quarter(1), quarter(2), quarter(3)] }
}
