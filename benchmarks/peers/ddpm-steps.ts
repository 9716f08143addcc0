/** A workload as a step of this package, made ready on a device. */

import { buildSchedule, type Device, type Network, simpleUnet, unet } from 'ddpm'
import { buildSampler, denoisingProgram, planDenoising } from 'ddpm/diffusion'
import { sizeOf } from 'ddpm/engine'
import { initialParameters } from 'ddpm/nn'
import { adamRow, trainingProgram } from 'ddpm/training'
import type { Workload } from '../contenders/contender.ts'
import { networks } from '../contenders/networks.ts'
import { timed } from '../measure/timed.ts'

export interface ReadyStep {
  run(): Promise<void>
  /** Milliseconds from a model to a program, and from a program to a job. */
  readonly compile: { readonly trace: number; readonly load: number }
}

const schedule = buildSchedule('linear')

/** All parameters as they start, on the device. */
async function weightsOn(device: Device, model: Network) {
  const weights = device.createBuffer('f32', model.parameterCount)
  await weights.write(initialParameters(model.parameters, 0))
  return weights
}

async function trainer(device: Device, model: Network, batchSize: number): Promise<ReadyStep> {
  const moment = () => device.createBuffer('f32', model.parameterCount)
  const states = { parameters: await weightsOn(device, model), m: moment(), v: moment() }
  const [program, trace] = await timed(() => trainingProgram({ model, schedule, batchSize }))
  const [job, load] = await timed(() => device.load(program, states))
  const x0 = Float32Array.from({ length: batchSize * sizeOf(model.imageShape) }, Math.random)
  const timestep = () => Math.floor(Math.random() * schedule.timesteps)
  let step = 0
  const run = async () => {
    step++
    await job.write('x0', x0)
    await job.write('t', Int32Array.from({ length: batchSize }, timestep))
    await job.write('origin', Int32Array.of(0, 0, step))
    await job.write('row', adamRow(1e-3, step))
    await job.run()
    await job.read('loss')
  }
  return { run, compile: { trace, load } }
}

async function denoiser(device: Device, model: Network, batch: number): Promise<ReadyStep> {
  const shape = [batch, ...model.imageShape]
  const states = {
    parameters: await weightsOn(device, model),
    x: device.createBuffer('f32', sizeOf(shape)),
  }
  const plan = planDenoising(buildSampler('ddpm', schedule))
  const [program, trace] = await timed(() => denoisingProgram(model, shape, plan))
  const [job, load] = await timed(() => device.load(program, states))
  const numbers = Int32Array.from({ length: batch }, (_, i) => i)
  await job.write('samples', numbers)
  let step = 0
  const run = async () => {
    const { t, row } = plan.steps[step++ % plan.steps.length]
    await job.write('t', Int32Array.of(t))
    await job.write('row', Float32Array.from(row))
    await job.write('origin', Int32Array.of(0, 0, step))
    await job.run()
  }
  return { run, compile: { trace, load } }
}

function modelOf({ network, imageSize = 28 }: Workload): Network {
  return network ? unet(networks[network].options) : simpleUnet({ imageSize })
}

/** Compiles the workload's program with its network as it starts. */
export function readyStep(device: Device, workload: Workload): Promise<ReadyStep> {
  const { job, batch } = workload
  const model = modelOf(workload)
  return job === 'train' ? trainer(device, model, batch) : denoiser(device, model, batch)
}
