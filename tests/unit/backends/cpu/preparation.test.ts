/** Weights that runs do not change are prepared once; whoever changes them, results are right. */

import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { CpuBuffer } from '../../../../src/backends/cpu/buffer.ts'
import type { Runner } from '../../../../src/backends/cpu/executor.ts'
import { CpuJob } from '../../../../src/backends/cpu/job.ts'
import { planProgram } from '../../../../src/backends/cpu/lower/plan.ts'
import { Queue } from '../../../../src/backends/cpu/queue.ts'
import { openWasm } from '../../../../src/backends/wasm/device.ts'
import { inlineRunner } from '../../../../src/backends/wasm/inline.ts'
import { LinearMemory } from '../../../../src/backends/wasm/memory.ts'
import { denoisingProgram } from '../../../../src/diffusion/program.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../../../src/diffusion/samplers/plan.ts'
import { adamRow } from '../../../../src/engine/adam.ts'
import type { Device, DeviceBuffer } from '../../../../src/engine/device.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram, type Program } from '../../../../src/engine/program.ts'
import { assign, matmul } from '../../../../src/engine/trace.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { trainingProgram } from '../../../../src/training/step.ts'
import { tinyModel, tinySchedule } from '../../../tiny.ts'

const file = new URL('../../../../wasm/simd-single.wasm', import.meta.url)

/** A memory with kernels that count how often they are called. */
async function open() {
  const memory = new LinearMemory(false)
  const kernels = await inlineRunner(await WebAssembly.compile(await readFile(file)), memory)
  const calls: number[] = []
  const runner: Runner = {
    ...kernels,
    run(run) {
      calls.push(run.commands)
      return kernels.run(run)
    },
  }
  const context = { memory, queue: new Queue(), runner, algorithms: 'best' as const }
  return {
    memory,
    /** Calls of the kernels since it was last asked. */
    countCalls: () => calls.splice(0).length,
    createBuffer: (length: number) => new CpuBuffer(memory, context.queue, 'f32', length),
    load: (program: Program, states: Record<string, CpuBuffer>) =>
      new CpuJob(program, states, context),
  }
}

/** y = x . w, for x (1, 1) and w (1, 2) */
function scaling() {
  const graph = new Graph()
  const y = matmul(graph.input('x', [1, 1]), graph.state('w', [1, 2]))
  return buildProgram('scaling', graph, { y })
}

/** w <- x . w, as a training step changes weights that it uses. */
function growth() {
  const graph = new Graph()
  const w = graph.state('w', [1, 2])
  const y = assign(w, matmul(graph.input('x', [1, 1]), w))
  return buildProgram('growth', graph, { y })
}

/** y = x . w, for a w that never changes. */
function scalingBy(w: Float32Array) {
  const graph = new Graph()
  const y = matmul(graph.input('x', [1, 1]), graph.constant(w, [1, w.length]))
  return buildProgram('scaling by a constant', graph, { y })
}

/** What the job makes of x = 1: its weights. */
async function resultOf(job: CpuJob): Promise<number[]> {
  await job.write('x', Float32Array.of(1))
  await job.run()
  return [...(await job.read('y'))]
}

describe('what no run changes is prepared', () => {
  test('for the first run, and no more', async () => {
    const { load, createBuffer, countCalls } = await open()
    const job = load(scaling(), { w: createBuffer(2) })
    await job.run()
    expect(countCalls()).toBe(2)
    await job.run()
    await job.write('x', Float32Array.of(3))
    await job.run()
    expect(countCalls()).toBe(2)
  })

  test('also where it is a constant', async () => {
    const { load, countCalls } = await open()
    const job = load(scalingBy(Float32Array.of(5, 7)), {})
    expect(await resultOf(job)).toEqual([5, 7])
    expect(await resultOf(job)).toEqual([5, 7])
    expect(countCalls()).toBe(3)
  })

  test('outside the arena, in which changing weights have their workspace', () => {
    expect(planProgram(scaling(), 'best').workspaces.size).toBe(0)
    expect(planProgram(growth(), 'best').workspaces.size).toBe(1)
  })
})

describe('it is prepared again', () => {
  test('where the host has written it, in the order of what was asked for', async () => {
    const { load, createBuffer, countCalls } = await open()
    const w = createBuffer(2)
    const job = load(scaling(), { w })
    await job.write('x', Float32Array.of(2))
    const results = [1, 3, 5].map((number) => {
      void w.write(Float32Array.of(number, -number))
      void job.run()
      return job.read('y')
    })
    expect((await Promise.all(results)).map(([y]) => y)).toEqual([2, 6, 10])
    expect(countCalls()).toBe(6)
  })

  test('where another job has overwritten it, and only then', async () => {
    const { load, createBuffer, countCalls } = await open()
    const w = createBuffer(2)
    await w.write(Float32Array.of(1, 10))
    const [job, other] = [load(scaling(), { w }), load(scaling(), { w })]
    const trainer = load(growth(), { w })
    await trainer.write('x', Float32Array.of(2))
    for (const scale of [1, 2, 4]) {
      expect(await resultOf(job)).toEqual([scale, scale * 10])
      expect(await resultOf(other)).toEqual([scale, scale * 10])
      await trainer.run()
    }
    countCalls()
    expect(await resultOf(job)).toEqual([8, 80])
    expect(await resultOf(job)).toEqual([8, 80])
    expect(countCalls()).toBe(3)
  })
})

describe('what a run changes', () => {
  test('is prepared in every run', async () => {
    const { load, createBuffer } = await open()
    const w = createBuffer(2)
    await w.write(Float32Array.of(1, 3))
    const trainer = load(growth(), { w })
    await trainer.write('x', Float32Array.of(2))
    for (let run = 0; run < 3; run++) await trainer.run()
    expect([...(await w.read())]).toEqual([8, 24])
  })
})

/** Two tiny images of zeros, denoised by a step with the weights in the buffer. */
async function denoiser(device: Device, parameters: DeviceBuffer) {
  const shape = [2, ...tinyModel.imageShape]
  const x = device.createBuffer('f32', 2 * 64)
  const plan = planDenoising(buildSampler('ddpm', tinySchedule))
  const job = await device.load(denoisingProgram(tinyModel, shape, plan), { parameters, x })
  await job.write('t', Int32Array.of(3))
  await job.write('row', Float32Array.of(1, -1, 0))
  return async () => {
    await x.write(new Float32Array(x.length))
    await job.run()
    return await x.read()
  }
}

/** A tiny training run's weights and its steps. */
async function trainer(device: Device) {
  const count = tinyModel.parameterCount
  const [parameters, m, v] = [count, count, count].map((n) => device.createBuffer('f32', n))
  await parameters.write(initialParameters(tinyModel.parameters, 0))
  const shape = { model: tinyModel, schedule: tinySchedule, batchSize: 1 }
  const job = await device.load(trainingProgram(shape), { parameters, m, v })
  await job.write('x0', new Float32Array(64).fill(0.5))
  await job.write('row', adamRow(1e-2, 1))
  return { parameters, step: () => job.run() }
}

describe('sampling with the weights of a training run', () => {
  test('sees every step', async () => {
    const device = await openWasm(nodeHost(), { variant: 'simd', threads: 2 })
    const { parameters, step } = await trainer(device)
    const sample = await denoiser(device, parameters)
    const copy = device.createBuffer('f32', tinyModel.parameterCount)
    const seen = new Set<string>()
    for (let i = 0; i < 3; i++) {
      const images = await sample()
      await copy.write(await parameters.read())
      expect(images).toEqual(await (await denoiser(device, copy))())
      seen.add(images.join())
      await step()
    }
    expect(seen.size).toBe(3)
    await device.close()
  })
})

describe('memory', () => {
  test('a freed job gives back what it prepared, too', async () => {
    const { load, createBuffer, memory } = await open()
    const w = createBuffer(2)
    const next = w.address + 64
    const job = load(scaling(), { w })
    await job.run()
    const probe = memory.allocate(1)
    expect(probe).toBeGreaterThan(next)
    memory.free(probe)
    job.free()
    expect(memory.allocate(2 ** 20)).toBe(next)
  })
})
