/** This package, as a user would run it. */

import {
  adamRow,
  ancestral,
  type Device,
  denoisingProgram,
  initialParameters,
  linearSchedule,
  openDevice,
  simpleUnet,
  trainingProgram,
} from 'ddpm'
import type { Contender, Entry, Workload } from './contender.ts'

const model = simpleUnet()
const schedule = linearSchedule()

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

async function trainer(device: Device, batch: number): Promise<() => Promise<void>> {
  const buffer = () => device.createBuffer('f32', model.parameterCount)
  const states = { parameters: buffer(), m: buffer(), v: buffer() }
  await states.parameters.write(initialParameters(model.parameters, 0))
  const job = await device.load(trainingProgram({ model, schedule, batchSize: batch }), states)
  const x0 = Float32Array.from({ length: batch * 784 }, Math.random)
  let step = 0
  return async () => {
    step++
    await job.write('x0', x0)
    await job.write(
      't',
      Int32Array.from({ length: batch }, () => Math.floor(Math.random() * 1000)),
    )
    await job.write('origin', Int32Array.of(0, 0, step))
    await job.write('row', adamRow(1e-3, step))
    await job.run()
    await job.read('loss')
  }
}

async function denoiser(device: Device, batch: number): Promise<() => Promise<void>> {
  const parameters = device.createBuffer('f32', model.parameterCount)
  const x = device.createBuffer('f32', batch * 784)
  await parameters.write(initialParameters(model.parameters, 0))
  const program = denoisingProgram(model, [batch, 28, 28, 1], false)
  const job = await device.load(program, { parameters, x })
  await job.write(
    'samples',
    Int32Array.from({ length: batch }, (_, i) => i),
  )
  const row = ancestral(schedule).rows[500]
  let step = 0
  return async () => {
    await job.write('t', Int32Array.of(row.t))
    await job.write('row', Float32Array.of(row.x, row.eps, row.noise))
    await job.write('origin', Int32Array.of(0, 0, ++step))
    await job.run()
  }
}

export function ours({ job, batch }: Workload, threads: number): Entry {
  const name = `ddpm, ${threads} thread${threads === 1 ? '' : 's'}`
  const open = async (): Promise<Contender> => {
    const device = await openDevice({ device: 'wasm', threads })
    const run = await (job === 'train' ? trainer : denoiser)(device, batch)
    return { name, run: () => timed(run), close: () => device.close() }
  }
  return { name, open }
}
