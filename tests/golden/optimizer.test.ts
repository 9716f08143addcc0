/** AdamW with clipped gradients and a moving average against torch and diffusers in float64. */

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import { adamAttributes, adamRow, type OptimizerOptions } from '../../src/engine/adam.ts'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { adam, sumSquares } from '../../src/engine/trace.ts'
import { goldenDevices } from '../devices.ts'

interface Fixture {
  /** By the names that torch and diffusers have for them. */
  readonly options: Readonly<
    Record<'learningRate' | 'beta1' | 'beta2' | 'weightDecay' | 'clip' | 'ema', number>
  >
  readonly steps: readonly {
    readonly norm: number
    readonly parameters: readonly number[]
    readonly average: readonly number[]
  }[]
}

const url = new URL('fixtures/optimizer.json', import.meta.url)
const { options: given, steps }: Fixture = JSON.parse(readFileSync(url, 'utf8'))
const { clip: maxGradNorm, ema: emaDecay, ...others } = given
const options: OptimizerOptions & { readonly learningRate: number } = {
  ...others,
  maxGradNorm,
  emaDecay,
}
const count = steps[0].parameters.length

const program = () => {
  const graph = new Graph()
  const [p, m, v, average] = ['p', 'm', 'v', 'average'].map((name) => graph.state(name, [count]))
  const gradients = graph.input('gradients', [count])
  const squares = sumSquares(gradients)
  const inputs = [p, gradients, m, v, graph.input('row', [4]), average, squares]
  return buildProgram('update', graph, { squares, applied: adam(inputs, adamAttributes(options)) })
}

/** Parameters, average and norm after each step; float64 in between where the device has it. */
async function run(device: Device) {
  const states = Object.fromEntries(
    ['p', 'm', 'v', 'average'].map((name) => [name, device.createBuffer('f32', count)]),
  )
  const start = Float32Array.from({ length: count }, (_, i) => Math.cos(i))
  await states['p'].write(start)
  await states['average'].write(start)
  const job = await device.load(program(), states)
  const after: { norm: number; parameters: number[]; average: number[] }[] = []
  for (const step of steps.keys()) {
    const gradients = Float32Array.from({ length: count }, (_, i) => {
      return 0.4 * Math.sin(i + 3 * (step + 1))
    })
    await job.write('gradients', gradients)
    await job.write('row', adamRow(options.learningRate, step + 1, options))
    await job.run()
    after.push({
      norm: Math.sqrt((await job.read('squares'))[0]),
      parameters: [...(await states['p'].read())],
      average: [...(await states['average'].read())],
    })
  }
  return after
}

const devices = [
  { label: 'reference, float64', open: async () => openReference({ precision: 'float64' }) },
  ...goldenDevices(['reference', 'wasm']),
]

describe.each(devices)('$label', ({ open }) => {
  test('takes the same steps', async () => {
    const device = await open()
    const after = await run(device)
    await device.close()
    for (const [i, { norm, parameters, average }] of steps.entries()) {
      expect(after[i].norm).toBeCloseTo(norm, 6)
      for (const [k, value] of parameters.entries()) {
        expect(after[i].parameters[k], `parameter ${k} at ${i}`).toBeCloseTo(value, 6)
        expect(after[i].average[k], `average ${k} at ${i}`).toBeCloseTo(average[k], 6)
      }
    }
  })
})

test('the fixture tries clipping, and an average that has reached its decay', () => {
  expect(Math.max(...steps.map(({ norm }) => norm))).toBeGreaterThan(options.maxGradNorm)
  expect(adamRow(0.1, 3, options)[3]).toBeCloseTo(3 / 12, 6)
  expect(adamRow(0.1, steps.length, options)[3]).toBeCloseTo(options.emaDecay, 6)
})
