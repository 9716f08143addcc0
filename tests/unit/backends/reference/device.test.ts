import { describe, expect, it } from 'vitest'
import { openReference } from '../../../../src/backends/reference/device.ts'
import type { DeviceBuffer } from '../../../../src/engine/device.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram } from '../../../../src/engine/program.ts'
import { add, assign, relu } from '../../../../src/engine/trace.ts'
import { coded } from '../../../coded.ts'

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

  it.each<[object | undefined, () => Record<string, DeviceBuffer>]>([
    [undefined, () => ({})],
    [{ length: 3, dtype: 'f32' }, () => ({ s: openReference().createBuffer('f32', 3) })],
    [{ length: 2, dtype: 'i32' }, () => ({ s: openReference().createBuffer('i32', 2) })],
  ])('refuses a state that is %o', async (given, states) => {
    const attempt = openReference().load(sum(), states())
    const wanted = { length: 2, dtype: 'f32' }
    const misfit = coded('job.state-misfit', { program: 'sum', state: 's', wanted, given })
    await expect(attempt).rejects.toThrow(misfit)
  })

  it('refuses one buffer for two states of which one is overwritten', async () => {
    const device = openReference()
    const s = device.createBuffer('f32', 2)
    const graph = new Graph()
    assign(graph.state('a', [2]), relu(graph.state('b', [2])))
    const program = buildProgram('copy', graph, {})
    await expect(device.load(program, { a: s, b: s })).rejects.toThrow(
      coded('job.state-shared', { program: 'copy', state: 'a', other: 'b' }),
    )
  })

  it('refuses names it does not have, and data that does not fit', async () => {
    const device = openReference()
    const job = await device.load(sum(), { s: device.createBuffer('f32', 2) })
    const right = Float32Array.of(1, 2)
    await expect(job.write('z', right)).rejects.toThrow(
      coded('job.name-unknown', { kind: 'input', name: 'z', known: ['x'] }),
    )
    await expect(job.read('x')).rejects.toThrow(
      coded('job.name-unknown', { kind: 'output', name: 'x', known: ['y'] }),
    )
    await expect(job.write('x', Float32Array.of(1))).rejects.toThrow(
      coded('device.data-misfit', { what: 'input x', given: { length: 1, dtype: 'f32' } }),
    )
    await expect(job.write('x', Int32Array.of(1, 2))).rejects.toThrow(
      coded('device.data-misfit', { what: 'input x', given: { length: 2, dtype: 'i32' } }),
    )
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
    await expect(buffer.write(Float32Array.of(1, 2))).rejects.toThrow(
      coded('device.data-misfit', { what: 'buffer' }),
    )
    await expect(buffer.write(Int32Array.of(1))).rejects.toThrow(
      coded('device.data-misfit', { what: 'buffer' }),
    )
  })
})
