/** What of a network Muon moves, and that its step is the same in parts, guarded, and clipped. */

import { describe, expect, test } from 'vitest'
import { openDevice } from '../../../src/backends/open.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { adamDefaults } from '../../../src/engine/adam.ts'
import { Graph } from '../../../src/engine/graph.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'
import { AUGMENT_LABELS } from '../../../src/nn/network.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import { Trainer } from '../../../src/training/trainer.ts'
import { matricesOf, traceUpdate } from '../../../src/training/update.ts'
import { coded } from '../../coded.ts'
import { runAll, squares, tinyOptions } from '../../tiny.ts'

const model = unet({
  ...{ imageSize: 8, channels: 1, classes: 4, widths: [8, 16], patch: 1, layersPerBlock: 1 },
  ...{ attentionAt: [1], headChannels: 8, groups: 4 },
})
const matrices = matricesOf(model.parameters)

test("matrices and filters are Muon's, but for the first filter and the last", () => {
  const names = matrices.map(({ name }) => name)
  expect(names).toContain('down_blocks.0.resnets.0.conv1.weight')
  for (const { name, shape } of model.parameters) {
    const isEnd = name === 'conv_in.weight' || name === 'conv_out.weight'
    const isTable = name === 'class_embedding.weight'
    expect(names.includes(name), name).toBe(shape.length > 1 && !isEnd && !isTable)
  }
})

/** The reference takes half a minute for these. */
const openWasm = () => openDevice(nodeHost(), { device: 'wasm', threads: 'inline' })

const difference = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / b.reduce((s, x) => s + x * x, 0))

const data = { ...squares(8), labels: Uint8Array.from({ length: 8 }, (_, i) => i % 4) }
const options = {
  model,
  data,
  optimizer: 'muon',
  batchSize: 4,
  maxSteps: 3,
  sampleCount: 0,
} as const

test.each([{ maxGradNorm: 0 }, { maxGradNorm: 0.1, emaDecay: 0.9 }])(
  'a batch in parts moves it as a whole one does: %o',
  async (more) => {
    const device = await openWasm()
    const run = async (changes: Partial<TrainingOptions>) =>
      (await runAll(tinyOptions({ ...options, ...more, ...changes, device }))).weights
    const whole = await run({})
    expect(difference(await run({ gradAccumulation: 2 }), whole)).toBeLessThan(1e-4)
    expect(difference(await run({ optimizer: 'adam' }), whole)).toBeGreaterThan(1e-3)
    await device.close()
  },
)

describe('a step that diverges', () => {
  test('changes nothing: neither weights nor momentum', async () => {
    const device = await openWasm()
    const optimizer = { ...adamDefaults, optimizer: 'muon', maxGradNorm: 1, emaDecay: 0.9 } as const
    const schedule = buildSchedule('linear', { timesteps: 10 })
    const weights = initialParameters(model.parameters, 0)
    const zero = () => new Float32Array(weights.length)
    const state = { weights, m: zero().fill(0.1), v: zero(), ema: weights.slice() }
    const trainer = await Trainer.open(device, { model, schedule, batchSize: 2, optimizer }, state)
    const pixels = 2 * model.imageShape.reduce((product, size) => product * size, 1)
    const batch = {
      ...{
        first: 0,
        x0: new Float32Array(pixels).fill(Number.NaN),
        weights: undefined,
        augmentation: new Float32Array(2 * AUGMENT_LABELS),
      },
      ...{ t: Int32Array.of(1, 2), labels: Int32Array.of(0, 1) },
    }
    await expect(trainer.step(1, 0, batch, 1e-2)).rejects.toThrow(coded('training.diverged'))
    expect(await trainer.snapshot()).toEqual(state)
    trainer.free()
    await device.close()
  })
})

test('a network of matrices alone says whether it stepped', () => {
  const [matrix] = matrices.filter(({ layout }) => layout === 'matrix')
  const size = matrix.shape.reduce((all, side) => all * side, 1)
  const graph = new Graph()
  const alone = { ...model, parameters: [{ ...matrix, offset: 0 }], parameterCount: size }
  const gradient = graph.input('gradient', [matrix.shape[1], matrix.shape[0]])
  const flat = graph.input('flat', [size])
  const optimizer = { ...adamDefaults, optimizer: 'muon' } as const
  const given = { gradients: [gradient], flat, guards: [] }
  expect(traceUpdate(graph, { model: alone, optimizer }, given).applied?.op).toBe('descend')
})
