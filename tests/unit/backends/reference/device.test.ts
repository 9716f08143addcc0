import { describe, expect, it } from 'vitest'
import { openReference } from '../../../../src/backends/reference/device.ts'
import { InternalError } from '../../../../src/base/errors.ts'
import type { DeviceBuffer } from '../../../../src/engine/device.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram } from '../../../../src/engine/program.ts'
import { add, assign, relu } from '../../../../src/engine/trace.ts'

/** y = x + s for two numbers. */
function sum() {
  const graph = new Graph()
  const y = add(graph.input('x', [2]), graph.state('s', [2]))
  return buildProgram('sum', graph, { y })
}

describe('a reference job', () => {
  it('computes from inputs and states, run after run', async () => {
    const device = openReference()
    const s = device.createBuffer('f32', 2)
    const job = await device.load(sum(), { s })
    for (const start of [1, 5]) {
      await s.write(Float32Array.of(start, 0))
      await job.write('x', Float32Array.of(10, 20))
      await job.run()
      expect(await job.read('y')).toEqual(Float32Array.of(start + 10, 20))
    }
  })

  it('rounds to float32, or not at all', async () => {
    for (const [precision, expected] of [
      ['float32', Math.fround(0.1) + Math.fround(0.2)],
      ['float64', 0.1 + 0.2],
    ] as const) {
      const device = openReference({ precision })
      const s = device.createBuffer('f32', 2)
      await s.write(Float64Array.of(0.2, 0))
      const job = await device.load(sum(), { s })
      await job.write('x', Float64Array.of(0.1, 0))
      await job.run()
      const [y] = await job.readExact('y')
      expect(y).toBe(precision === 'float32' ? Math.fround(expected) : expected)
    }
  })

  it('shows what was never written as NaN', async () => {
    const device = openReference()
    const job = await device.load(sum(), { s: device.createBuffer('f32', 2) })
    await job.run()
    expect(await job.read('y')).toEqual(Float32Array.of(Number.NaN, Number.NaN))
  })

  it.each<[string, () => Record<string, DeviceBuffer>]>([
    ['given nothing', () => ({})],
    ['given 3 f32', () => ({ s: openReference().createBuffer('f32', 3) })],
    ['given 2 i32', () => ({ s: openReference().createBuffer('i32', 2) })],
  ])('refuses a state that is %s', async (message, states) => {
    const attempt = openReference().load(sum(), states())
    await expect(attempt).rejects.toThrow(
      new InternalError(`state s of the sum holds 2 f32, ${message}`),
    )
  })

  it('refuses one buffer for two states of which one is overwritten', async () => {
    const device = openReference()
    const s = device.createBuffer('f32', 2)
    const graph = new Graph()
    assign(graph.state('a', [2]), relu(graph.state('b', [2])))
    const program = buildProgram('copy', graph, {})
    await expect(device.load(program, { a: s, b: s })).rejects.toThrow(
      new InternalError('states a and b of the copy are one buffer, and a is overwritten'),
    )
  })

  it('refuses names it does not have, and data that does not fit', async () => {
    const device = openReference()
    const job = await device.load(sum(), { s: device.createBuffer('f32', 2) })
    const right = Float32Array.of(1, 2)
    await expect(job.write('z', right)).rejects.toThrow('internal: no input z: there are x')
    await expect(job.read('x')).rejects.toThrow('internal: no output x: there are y')
    await expect(job.write('x', Float32Array.of(1))).rejects.toThrow('x holds 2 f32, given 1 f32')
    await expect(job.write('x', Int32Array.of(1, 2))).rejects.toThrow('x holds 2 f32, given 2 i32')
  })

  it('is of no use once it or its state is freed', async () => {
    const device = openReference()
    const s = device.createBuffer('f32', 2)
    const job = await device.load(sum(), { s })
    s.free()
    await expect(job.run()).rejects.toThrow('a freed buffer')
    await expect(s.read()).rejects.toThrow(InternalError)
    job.free()
    await expect(job.run()).rejects.toThrow('a freed job was used')
  })
})

describe('a reference buffer', () => {
  it.each(['float32', 'float64'] as const)('keeps integers exactly in %s', async (precision) => {
    const buffer = openReference({ precision }).createBuffer('i32', 3)
    const data = Int32Array.of(-(2 ** 31), 2 ** 31 - 1, 16777217)
    await buffer.write(data)
    expect(await buffer.read()).toEqual(data)
  })

  it('starts as zeros, and gives copies', async () => {
    const buffer = openReference().createBuffer('f32', 2)
    const copy = await buffer.read()
    expect(copy).toEqual(Float32Array.of(0, 0))
    copy[0] = 1
    expect(await buffer.read()).toEqual(Float32Array.of(0, 0))
  })

  it('refuses data of another type or length', async () => {
    const buffer = openReference().createBuffer('i32', 2)
    await expect(buffer.write(Float32Array.of(1, 2))).rejects.toThrow(InternalError)
    await expect(buffer.write(Int32Array.of(1))).rejects.toThrow(InternalError)
  })
})
