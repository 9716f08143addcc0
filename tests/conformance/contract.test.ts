/** What every backend promises about its buffers and jobs, whatever it computes. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { add, assign, relu } from '../../src/engine/trace.ts'
import { coded } from '../coded.ts'
import { backends } from './backends.ts'
import { cases } from './cases.ts'

const SIZE = 37 // vectors and a rest

/** s <- s + x; y is the sum. */
function counting() {
  const graph = new Graph()
  const state = graph.state('s', [SIZE])
  const y = add(state, graph.input('x', [SIZE]))
  assign(state, y)
  return buildProgram('counting', graph, { y })
}

const filled = (value: number) => new Float32Array(SIZE).fill(value)

const freed = (what: 'buffer' | 'job') => coded('device.used-after-free', { what })

/** A job that counts in its state from 1 by 2. */
async function open(device: Device) {
  const state = device.createBuffer('f32', SIZE)
  await state.write(filled(1))
  const job = await device.load(counting(), { s: state })
  await job.write('x', filled(2))
  return { state, job }
}

/** The way to convolve makes no difference here. */
const tried = backends.filter(({ missing, cases: own }) => !missing && own === cases)

for (const backend of tried) {
  describe(backend.name, () => {
    let device: Device
    beforeAll(async () => {
      device = await backend.open()
    })
    afterAll(() => device.close())

    test('a job whose state is freed does not run, and writes nothing', async () => {
      const { state, job } = await open(device)
      state.free()
      const other = device.createBuffer('f32', SIZE)
      await expect(job.run()).rejects.toThrow(coded('job.state-freed', { state: 's' }))
      expect(await other.read()).toEqual(filled(0))
      await expect(state.read()).rejects.toThrow(freed('buffer'))
      await expect(state.write(filled(3))).rejects.toThrow(freed('buffer'))
      const reloaded = device.load(counting(), { s: state })
      await expect(reloaded).rejects.toThrow(coded('job.state-freed', { state: 's' }))
      for (const thing of [job, other]) thing.free()
    })

    test('a freed job refuses any use', async () => {
      const { state, job } = await open(device)
      job.free()
      await expect(job.run()).rejects.toThrow(freed('job'))
      await expect(job.read('y')).rejects.toThrow(freed('job'))
      await expect(job.write('x', filled(1))).rejects.toThrow(freed('job'))
      expect(await state.read()).toEqual(filled(1))
      state.free()
    })

    test('memory is freed after the runs and reads that were asked for before', async () => {
      const { state, job } = await open(device)
      const asked = [job.run(), job.run()]
      const [sum, kept] = [job.read('y'), state.read()]
      job.free()
      state.free()
      const others = Array.from({ length: 20 }, () => device.createBuffer('f32', SIZE))
      const late = await open(device)
      await Promise.all(asked)
      expect(await sum).toEqual(filled(5))
      expect(await kept).toEqual(filled(5))
      for (const other of others) expect(await other.read()).toEqual(filled(0))
      await late.job.run()
      expect(await late.state.read()).toEqual(filled(3))
      for (const thing of [...others, late.job, late.state]) thing.free()
    })

    test('freeing twice does not free what others were given since', async () => {
      const { state, job } = await open(device)
      for (const thing of [job, state]) thing.free()
      const other = await open(device)
      for (const thing of [job, state]) thing.free()
      const third = await open(device)
      await Promise.all([other.job.run(), third.job.run()])
      expect(await other.state.read()).toEqual(filled(3))
      expect(await third.state.read()).toEqual(filled(3))
      for (const thing of [other.job, other.state, third.job, third.state]) thing.free()
    })

    test('data is taken as it is when it is written', async () => {
      const { state, job } = await open(device)
      const data = filled(10)
      const written = [job.run(), state.write(data), job.write('x', data)]
      data.fill(99)
      await Promise.all([...written, job.run()])
      expect(await state.read()).toEqual(filled(20))
      for (const thing of [job, state]) thing.free()
    })

    test('a program that stores numbers as the device cannot is refused', async () => {
      const graph = new Graph()
      const half = graph.input('half', [SIZE], 'f32', 'f16')
      const loading = device.load(buildProgram('half', graph, { y: relu(half) }), {})
      const known = device.capabilities.precisions
      if (known.includes('f16')) await loading
      else await expect(loading).rejects.toThrow(coded('device.precision-missing', { known }))
    })

    test('a program beyond the memory limit is refused by its name', async () => {
      const { memoryLimit } = device.capabilities
      const graph = new Graph()
      const x = graph.input('x', [memoryLimit / 4 + 1])
      const loading = device.load(buildProgram('giant', graph, { y: relu(x) }), {})
      const refusal = coded('memory.program-too-large', { program: 'giant', limit: memoryLimit })
      await expect(loading).rejects.toThrow(refusal)
    })

    test('a closed device refuses any use, also of what is still held, but for freeing it', async () => {
      const own = await backend.open()
      const { state, job } = await open(own)
      await job.run()
      for (let time = 0; time < 2; time++) await own.close()
      const closed = coded('device.used-after-close')
      await expect(state.read()).rejects.toThrow(closed)
      await expect(state.write(filled(1))).rejects.toThrow(closed)
      await expect(job.write('x', filled(1))).rejects.toThrow(closed)
      await expect(job.run()).rejects.toThrow(closed)
      await expect(job.read('y')).rejects.toThrow(closed)
      await expect(own.load(counting(), { s: state })).rejects.toThrow(closed)
      expect(() => own.createBuffer('f32', 1)).toThrow(closed)
      for (const thing of [job, state, job, state]) thing.free()
      expect(() => own.createBuffer('f32', 1)).toThrow(closed)
    })

    test('relu keeps -0, as PyTorch does, wherever it stands', async () => {
      const graph = new Graph()
      const program = buildProgram('relu', graph, { y: relu(graph.input('x', [SIZE])) })
      const job = await device.load(program, {})
      await job.write('x', filled(-0))
      await job.run()
      expect([...(await job.read('y'))].every((y) => Object.is(y, -0))).toBe(true)
      job.free()
    })
  })
}
