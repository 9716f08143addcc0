/** The WASM device: threads, the calling thread, memory, misuse. Its numbers: see conformance. */

import { describe, expect, test } from 'vitest'
import type { CpuBuffer } from '../../../../src/backends/cpu/buffer.ts'
import { openWasm } from '../../../../src/backends/wasm/device.ts'
import type { Job } from '../../../../src/engine/device.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram } from '../../../../src/engine/program.ts'
import { matmul } from '../../../../src/engine/trace.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'
import { coded } from '../../../coded.ts'
import { program, results } from './support.ts'

const open = (threads: number | 'inline') => openWasm(nodeHost(), { threads, variant: 'simd' })
const unshared = { ...nodeHost(), sharing: { available: false, reason: 'the page is open' } }

describe('threads', () => {
  test('more than there are cores, and none at all, give the same bits', async () => {
    const [many, none] = [await open(7), await open('inline')]
    const expected = await results(none, 100_003)
    for (let run = 0; run < 20; run++) expect(await results(many, 100_003)).toEqual(expected)
    expect(expected.y[100_002]).toBe(100_003)
    await many.close()
    await none.close()
  })

  test('the description says how many, or why there are none', async () => {
    const devices = [await open(1), await open(2), await open('inline'), await openWasm(unshared)]
    expect(devices.map(({ description }) => description)).toEqual([
      'WebAssembly, SIMD, 1 thread',
      'WebAssembly, SIMD, 2 threads',
      'WebAssembly, SIMD, 1 thread (on the calling thread, as asked)',
      expect.stringContaining('1 thread (no shared memory: the page is open)'),
    ])
    for (const device of devices) await device.close()
  })

  test.each([0, 1.5, -1, 1000, Number.NaN])('%s of them are refused', async (threads) => {
    await expect(open(threads)).rejects.toThrow(coded('device.threads-out-of-range', { threads }))
  })
})

describe('order', () => {
  test('what is asked for without waiting happens in order', async () => {
    const device = await open(2)
    const job = await device.load(program(3), {})
    const done = [1, 2, 3].map((x) => {
      void job.write('x', Float32Array.of(x, x, x))
      void job.run()
      return job.read('y')
    })
    expect((await Promise.all(done)).map(([y]) => y)).toEqual([2, 3, 4])
    await device.close()
  })
})

describe('a profile', () => {
  const profile = async (job: Job) => {
    const found = await job.profile?.()
    return found ?? expect.fail('this device makes none')
  }

  test.each([2, 'inline'] as const)('is a run with its ops and commands, %s', async (threads) => {
    const device = await open(threads)
    const job = await device.load(program(100_003), {})
    await job.write('x', new Float32Array(100_003))
    const { milliseconds, entries } = await profile(job)
    expect((await job.read('y'))[100_002]).toBe(1)
    expect(entries.map(({ op, parts }) => [op, ...parts.map(({ command }) => command)])).toEqual([
      ['add', 'elementwise'],
      ['sumSquares', 'reduce', 'total'],
    ])
    const parts = entries.flatMap((entry) => entry.parts)
    for (const part of parts) expect(part.milliseconds).toBeGreaterThanOrEqual(0)
    expect(entries[0].milliseconds).toBeGreaterThan(0)
    const total = entries.reduce((sum, entry) => sum + entry.milliseconds, 0)
    expect(total).toBeLessThanOrEqual(milliseconds)
    await device.close()
  })

  test('says how a contraction is computed', async () => {
    const graph = new Graph()
    const y = matmul(graph.input('a', [3, 5]), graph.input('b', [5, 7]))
    const device = await open('inline')
    const job = await device.load(buildProgram('product', graph, { y }), {})
    const [entry] = (await profile(job)).entries
    expect([entry.label, entry.algorithm]).toEqual(['with a', 'direct'])
  })

  test('gives its memory back, and later runs note no times in it', async () => {
    const device = await open(2)
    const job = await device.load(program(3), {})
    const lookFor = () => {
      const buffer = device.createBuffer('f32', 16) as CpuBuffer
      return { buffer, address: buffer.address }
    }
    const before = lookFor()
    before.buffer.free()
    await profile(job)
    const after = lookFor()
    await job.run()
    expect(after.address).toBe(before.address)
    expect(await after.buffer.read()).toEqual(new Float32Array(16))
    await device.close()
  })
})

describe('memory', () => {
  test('a buffer is zeros at first, then what was written', async () => {
    const device = await open('inline')
    const buffer = device.createBuffer('i32', 3)
    expect(await buffer.read()).toEqual(Int32Array.of(0, 0, 0))
    await buffer.write(Int32Array.of(1, -2, 3))
    device.createBuffer('f32', 2 ** 22) // the memory grows and moves
    expect(await buffer.read()).toEqual(Int32Array.of(1, -2, 3))
  })

  test('too much is refused, and harms nothing', async () => {
    const device = await open(2)
    const buffer = device.createBuffer('f32', 1)
    await buffer.write(Float32Array.of(5))
    expect(() => device.createBuffer('f32', 2 ** 31)).toThrow(
      coded('memory.exhausted', { wanted: 2 ** 33 }),
    )
    await expect(device.load(program(2 ** 20), {})).resolves.toBeDefined()
    expect(await buffer.read()).toEqual(Float32Array.of(5))
    await device.close()
  })
})

describe('closing', () => {
  /** A device of about `mebibytes`, what is held of it, and how often garbage was collected. */
  async function held(threads: number | 'inline', mebibytes: number) {
    const collections = { count: 0 }
    const collectGarbage = () => {
      collections.count++
    }
    const device = await openWasm({ ...nodeHost(), collectGarbage }, { threads, variant: 'simd' })
    device.createBuffer('f32', mebibytes * 2 ** 18)
    const job = await device.load(program(3), {})
    return { device, job, collections }
  }

  test.each([2, 'inline'] as const)('refuses a profile, %s', async (threads) => {
    const { device, job } = await held(threads, 1)
    await device.close()
    await expect(job.profile?.()).rejects.toThrow(coded('device.used-after-close'))
  })

  test('collects garbage once, where the memory was large', async () => {
    const [small, large] = [await held(1, 1), await held(1, 64)]
    for (const { device } of [small, small, large, large]) await device.close()
    expect([small.collections.count, large.collections.count]).toEqual([0, 1])
  })
})

test('a buffer of another device is refused', async () => {
  const [device, other] = [await open('inline'), await open('inline')]
  const foreign = other.createBuffer('f32', 1)
  const loading = device.load(program(3), { s: foreign })
  await expect(loading).rejects.toThrow(coded('job.state-foreign', { state: 's' }))
})
