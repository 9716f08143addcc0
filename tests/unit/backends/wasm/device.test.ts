/** The WASM device: threads, the calling thread, memory, misuse. Its numbers: see conformance. */

import { describe, expect, test } from 'vitest'
import { openWasm } from '../../../../src/backends/wasm/device.ts'
import { InternalError, UserError } from '../../../../src/engine/errors.ts'
import { nodeHost } from '../../../../src/platform/node-host.ts'
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
    await expect(open(threads)).rejects.toThrow(UserError)
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

describe('memory', () => {
  test('a buffer is zeros at first, then what was written', async () => {
    const device = await open('inline')
    const buffer = device.createBuffer('i32', 3)
    expect(await buffer.read()).toEqual(Int32Array.of(0, 0, 0))
    await buffer.write(Int32Array.of(1, -2, 3))
    device.createBuffer('f32', 2 ** 22) // the memory grows and moves
    expect(await buffer.read()).toEqual(Int32Array.of(1, -2, 3))
  })

  test('too much is refused with the ways on, and harms nothing', async () => {
    const device = await open(2)
    const buffer = device.createBuffer('f32', 1)
    await buffer.write(Float32Array.of(5))
    expect(() => device.createBuffer('f32', 2 ** 31)).toThrow(/8192 MiB.*smaller batch/)
    await expect(device.load(program(2 ** 20), {})).resolves.toBeDefined()
    expect(await buffer.read()).toEqual(Float32Array.of(5))
    await device.close()
  })
})

describe('misuse', () => {
  test('is our bug and says what is wrong', async () => {
    const [device, other] = [await open('inline'), await open('inline')]
    const job = await device.load(program(3), {})
    await expect(job.write('z', Float32Array.of(1))).rejects.toThrow('no input z')
    await expect(job.write('x', Float32Array.of(1))).rejects.toThrow('holds 3 f32, given 1 f32')
    await expect(job.read('z')).rejects.toThrow('no output z')
    const foreign = other.createBuffer('f32', 1)
    await expect(device.load(program(3), { s: foreign })).rejects.toThrow('another device')
    job.free()
    await expect(job.run()).rejects.toThrow('a freed job')
    foreign.free()
    await expect(foreign.read()).rejects.toThrow('a freed buffer')
  })

  test('a closed device says so', async () => {
    const device = await open(2)
    const job = await device.load(program(3), {})
    await device.close()
    await expect(job.run()).rejects.toThrow(InternalError)
  })
})
