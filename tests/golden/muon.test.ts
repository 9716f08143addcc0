/** Muon against torch.optim.Muon in float64: tall, wide and square matrices, with weight decay. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import { adamDefaults } from '../../src/engine/adam.ts'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { descentRow, traceMuon } from '../../src/engine/muon.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { goldenDevices } from '../devices.ts'

interface Fixture {
  readonly options: Readonly<Record<'learningRate' | 'weightDecay', number>>
  readonly matrices: readonly {
    readonly shape: readonly [number, number]
    /** After each step. */
    readonly parameters: readonly (readonly number[])[]
  }[]
}

const url = new URL('fixtures/muon.json', import.meta.url)
const { options, matrices }: Fixture = JSON.parse(readFileSync(url, 'utf8'))

function program(shape: readonly number[], count: number) {
  const graph = new Graph()
  const [parameters, momentum] = ['p', 'm'].map((name) => graph.state(name, [count]))
  const gradient = graph.input('gradient', shape)
  const states = { parameters, momentum: graph.view(momentum, 0, shape), average: [] }
  const row = graph.input('row', [3])
  const matrix = { gradient, flat: graph.input('flat', [count]), states }
  return buildProgram('muon', graph, {
    applied: traceMuon(graph, [matrix], { row, guards: [], maxNorm: 0 })[0],
  })
}

/** The parameters after each step. */
async function run(device: Device, shape: readonly number[], steps: number) {
  const count = shape.reduce((product, size) => product * size, 1)
  const states = { p: device.createBuffer('f32', count), m: device.createBuffer('f32', count) }
  await states.p.write(Float32Array.from({ length: count }, (_, i) => Math.cos(i)))
  await states.m.write(new Float32Array(count))
  const job = await device.load(program(shape, count), states)
  const after: number[][] = []
  for (let step = 1; step <= steps; step++) {
    const gradient = Float32Array.from({ length: count }, (_, i) => 0.4 * Math.sin(i + 3 * step))
    await job.write('gradient', gradient)
    await job.write('flat', gradient)
    await job.write('row', descentRow(options.learningRate, step, { ...adamDefaults, ...options }))
    await job.run()
    expect([...(await job.read('applied'))]).toEqual([1])
    after.push([...(await states.p.read())])
  }
  return after
}

const devices = [
  { label: 'reference, float64', open: async () => openReference({ precision: 'float64' }) },
  ...goldenDevices(['reference', 'wasm']),
]

/** A filter (KH, KW, I, O) is its matrix of KH KW I rows. */
const shapes = matrices.flatMap(({ shape, parameters }) => {
  const [rows, columns] = shape
  const filter = rows % 4 === 0 ? [[2, 2, rows / 4, columns]] : []
  return [shape, ...filter].map((each) => ({ shape: each, parameters }))
})

describe.each(devices)('$label', ({ open }) => {
  test.each(shapes)('takes the same steps with $shape', async ({ shape, parameters }) => {
    const device = await open()
    const after = await run(device, shape, parameters.length)
    await device.close()
    for (const [step, expected] of parameters.entries()) {
      for (const [i, value] of expected.entries()) {
        expect(after[step][i], `parameter ${i} at ${step}`).toBeCloseTo(value, 5)
      }
    }
  })
})
