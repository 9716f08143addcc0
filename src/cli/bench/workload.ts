/** What is measured: one training or denoising step, made as `train` and `sample` make theirs. */

import { sizeOf } from '../../base/shape.ts'
import { conditioningOf, everyClass } from '../../diffusion/guidance.ts'
import { denoisingProgram } from '../../diffusion/program.ts'
import { buildSampler } from '../../diffusion/samplers/build.ts'
import { planDenoising } from '../../diffusion/samplers/plan.ts'
import { adamRow } from '../../engine/adam.ts'
import type { Device, DeviceBuffer, HostData, Job } from '../../engine/device.ts'
import type { Profile } from '../../engine/profile.ts'
import { workOf } from '../../engine/work.ts'
import type { LoadedModel } from '../../training/checkpoint.ts'
import { trainingProgram } from '../../training/step.ts'

import { checkMemory, DEVICE_LIMIT, imagesBytes, programBytes } from '../memory-check.ts'

type Inputs = Readonly<Record<string, HostData>>
type Program = Parameters<Device['load']>[0]

export interface Workload {
  readonly batchSize: number
  /** Of one step, in direct-algorithm terms. */
  readonly flops: number
  /** Everything that a step is to its caller: inputs written, the program run, results read. */
  step(): Promise<void>
  /** A step with a profile of its time; missing where the device has none. */
  readonly profile: (() => Promise<Profile>) | undefined
}

/** What differs between the jobs. */
interface Plan {
  readonly program: Program
  readonly states: Readonly<Record<string, DeviceBuffer>>
  /** Of step 1, 2, ... */
  readonly inputs: (step: number) => Inputs
  /** What the caller wants to know after each step. */
  readonly outputs: readonly string[]
}

/** Numbers for as many elements; speed does not depend on them. */
const waves = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i))

/** The input of a model that knows classes: all of them in turn. */
function labelsFor({ network: model }: LoadedModel, batchSize: number): Inputs {
  const { labels } = everyClass(model, batchSize)
  return labels ? { labels: Int32Array.from(labels) } : {}
}

async function weightsOn(device: Device, { weights }: LoadedModel): Promise<DeviceBuffer> {
  const buffer = device.createBuffer('f32', weights.length)
  await buffer.write(weights)
  return buffer
}

async function training(device: Device, loaded: LoadedModel, batchSize: number): Promise<Plan> {
  const { network: model, schedule, target, weights } = loaded
  const labels = labelsFor(loaded, batchSize)
  const moment = () => device.createBuffer('f32', weights.length)
  const parameters = await weightsOn(device, loaded)
  const x0 = waves(batchSize * sizeOf(model.imageShape))
  const t = Int32Array.from({ length: batchSize }, (_, i) => (i * 997) % schedule.timesteps)
  return {
    program: trainingProgram({ model, schedule, target, batchSize }),
    states: { parameters, m: moment(), v: moment() },
    inputs(step) {
      const origin = Int32Array.of(0, 0, step)
      return { x0, t, ...labels, origin, row: adamRow(1e-3, step) }
    },
    outputs: ['applied', 'loss', 'gradientSquares'],
  }
}

async function denoising(device: Device, loaded: LoadedModel, batchSize: number): Promise<Plan> {
  const { network: model, schedule, target } = loaded
  const shape = [batchSize, ...model.imageShape]
  const samples = Int32Array.from({ length: batchSize }, (_, i) => i)
  const plan = planDenoising(buildSampler('ddpm', schedule), target)
  const conditioning = conditioningOf(model, everyClass(model, batchSize), batchSize)
  const labels = labelsFor(loaded, batchSize)
  return {
    program: denoisingProgram(model, shape, plan, { conditioning }),
    states: {
      parameters: await weightsOn(device, loaded),
      x: device.createBuffer('f32', sizeOf(shape)),
    },
    inputs(step) {
      const { t, row } = plan.steps[step % plan.steps.length]
      const numbers = { t: Int32Array.of(t), row: Float32Array.from(row) }
      return { samples, ...labels, ...numbers, origin: Int32Array.of(0, 0, step) }
    },
    outputs: [],
  }
}

const jobs = { train: training, denoise: denoising } as const
export type JobName = keyof typeof jobs
export const jobNames = Object.keys(jobs) as JobName[]

async function writeAll(job: Job, inputs: Inputs): Promise<void> {
  for (const [name, data] of Object.entries(inputs)) await job.write(name, data)
}

/**
 * Makes a step ready on a device.
 * @throws {DdpmError} where its memory does not suffice.
 */
export async function openWorkload(
  device: Device,
  name: JobName,
  loaded: LoadedModel,
  batchSize: number,
): Promise<Workload> {
  const help = 'use a smaller --batch-size'
  checkMemory('the images', imagesBytes(batchSize, loaded.network.imageShape), help)
  const { program, states, inputs, outputs } = await jobs[name](device, loaded, batchSize)
  checkMemory('a step', programBytes(program), help, DEVICE_LIMIT)
  const job = await device.load(program, states)
  const profiled = job.profile?.bind(job)
  let step = 0
  const next = () => writeAll(job, inputs(++step))
  return {
    batchSize,
    flops: program.tensors.reduce((sum, tensor) => sum + workOf(tensor).flops, 0),
    async step() {
      await next()
      await job.run()
      for (const output of outputs) await job.read(output)
    },
    profile: profiled && (() => next().then(profiled)),
  }
}
