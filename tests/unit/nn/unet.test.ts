/** What a `unet` refuses, traces and draws; its numbers are compared with diffusers in tests/golden. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { InternalError } from '../../../src/base/errors.ts'
import { Graph } from '../../../src/engine/graph.ts'
import { buildProgram } from '../../../src/engine/program.ts'
import { streams } from '../../../src/engine/random.ts'
import type { Network } from '../../../src/nn/network.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import type { UnetOptions } from '../../../src/nn/unet/options.ts'
import { coded } from '../../coded.ts'
import { only, runAll, tinyOptions } from '../../tiny.ts'

const tiny: UnetOptions = { imageSize: 8, patch: 1, widths: [4, 8], headChannels: 4 }

interface Given {
  /** Timesteps: one for each image, or one for all. */
  readonly t?: readonly number[]
  readonly labels?: readonly number[]
  /** The step whose masks are drawn. */
  readonly dropoutStep?: number
}

/** The prediction for two images, traced. */
function predicted(model: Network, { t = [3, 3], labels, dropoutStep }: Given) {
  const graph = new Graph()
  const x = graph.input('x', [2, ...model.imageShape])
  const integers = (values: readonly number[]) =>
    graph.constant(Int32Array.from(values), [values.length])
  const y = model.predict(graph, x, integers(t), {
    ...(labels && { labels: integers(labels) }),
    ...(dropoutStep !== undefined && {
      dropout: { origin: integers([0, 0, dropoutStep]), samples: integers([0, 1]) },
    }),
  })
  return { graph, program: buildProgram('prediction', graph, { y }) }
}

/** The prediction's numbers for two images that are one. */
async function prediction(model: Network, given: Given): Promise<Float32Array> {
  const device = openReference()
  const parameters = device.createBuffer('f32', model.parameterCount)
  await parameters.write(initialParameters(model.parameters, 0))
  const job = await device.load(predicted(model, given).program, { parameters })
  const pixels = model.imageShape.reduce((product, size) => product * size)
  await job.write(
    'x',
    Float32Array.from({ length: 2 * pixels }, (_, i) => Math.sin(i % pixels)),
  )
  await job.run()
  return await job.read('y')
}

const halves = (y: Float32Array) => [y.slice(0, y.length / 2), y.slice(y.length / 2)]

describe('options', () => {
  const wrong: [UnetOptions, RegExp][] = [
    [{ channels: 0 }, /channels of unet is 0: use a whole number from 1 to 65536/],
    [{ imageSize: 30 }, /imageSize of unet is 30: use multiples of 4 .* 28 or 32, or fewer/],
    [{ patch: 1, widths: [8, 8, 8, 8] }, /imageSize of unet is 28: use multiples of 8 .* 32/],
    [{ imageSize: { width: 48, height: 30 } }, /imageSize of unet is 48x30: .* 48x28 or 48x32/],
    [{ imageSize: 0 }, /imageSize of unet is 0/],
    [{ imageSize: Number.NaN }, /imageSize of unet is NaN/],
    [{ patch: 3 }, /patch of unet is 3: use a whole number from 1 to 2/],
    [{ widths: [] }, /widths of unet is \[\]: use a list of 1 to 16/],
    [{ widths: [9] }, /widths of unet is 9: use .* even/],
    [{ widths: [2] }, /widths of unet is 2: use .* at least 4/],
    [{ layersPerBlock: 1e9 }, /layersPerBlock of unet is 1000000000: use .* to 100$/],
    [{ layersPerBlock: 0 }, /layersPerBlock of unet is 0/],
    [{ groups: 48 }, /groups of unet is 48: use a number that divides the widths 32, 64/],
    [{ attentionAt: [2] }, /attentionAt of unet is 2: use levels from 0 to 1/],
    [{ attentionAt: [-1] }, /attentionAt of unet is \[-1\]/],
    [{ headChannels: 24 }, /headChannels of unet is 24: use a number that divides .* 64, 64/],
    [{ epsilon: 0 }, /epsilon of unet is 0/],
    [{ classes: -1 }, /classes of unet is -1: use a whole number from 0/],
    [{ dropout: 1 }, /dropout of unet is 1: use a number from 0 and below 1/],
    [{ timeDim: 0 }, /timeDim of unet is 0/],
    [{ frequencyShift: 2 }, /frequencyShift of unet is 2: use a whole number from 0 to 1/],
  ]
  test.each(wrong)('%o is refused', (options, message) => {
    expect(() => unet(options)).toThrow(message)
  })

  test('heads need not divide widths that do not attend', () => {
    const quiet = { widths: [12, 20], attentionAt: [], midAttention: false }
    expect(unet(quiet).options).toMatchObject({ headChannels: 32, groups: 4 })
  })

  test('the defaults are the recipe for small digits', () => {
    const model = unet()
    expect(model.options).toMatchObject({ widths: [32, 64], patch: 2, groups: 8, timeDim: 128 })
    expect(model.imageShape).toEqual([28, 28, 1])
  })

  test('28 is halved to 7', () => {
    const { graph } = predicted(unet({ patch: 1, widths: [4, 4, 4], headChannels: 4 }), {})
    const sizes = new Set(
      graph.tensors.flatMap(({ shape }) => (shape.length === 4 ? shape[1] : [])),
    )
    expect([...sizes].filter((size) => size > 3)).toEqual([28, 14, 7])
  })
})

describe('classes', () => {
  const model = unet({ ...tiny, classes: 3 })

  test('and labels come together', () => {
    expect(() => predicted(model, {})).toThrow(InternalError)
    expect(() => predicted(unet(tiny), { labels: [0, 1] })).toThrow(InternalError)
  })

  test('make a difference, "any class" too', async () => {
    const [first, second] = halves(await prediction(model, { labels: [0, 1] }))
    const [any, same] = halves(await prediction(model, { labels: [3, 0] }))
    expect(first).not.toEqual(second)
    expect(first).not.toEqual(any)
    expect(first).toEqual(same)
  })

  test('one timestep for all is as good as one for each', async () => {
    const labels = [0, 2]
    const each = await prediction(model, { labels, t: [5, 5] })
    const all = await prediction(model, { labels, t: [5] })
    // Not bit for bit: one of the sums is folded into a contraction, the other is not.
    expect(Math.max(...each.map((y, i) => Math.abs(y - all[i])))).toBeLessThan(1e-6)
  })
})

test('one timestep for all is as good as one for each, without classes', async () => {
  const model = unet(tiny)
  expect(await prediction(model, { t: [5] })).toEqual(await prediction(model, { t: [5, 5] }))
  expect(await prediction(model, { t: [5] })).not.toEqual(await prediction(model, { t: [6] }))
})

describe('dropout', () => {
  const model = unet({ ...tiny, dropout: 0.5 })
  const dropouts = (of: Network, given: Given) =>
    predicted(of, given).graph.tensors.filter((tensor) => tensor.op === 'dropout')

  test('takes place in every residual block, each with masks of its own', () => {
    const found = dropouts(model, { dropoutStep: 1 })
    const blocks = model.parameters.filter(({ name }) => name.endsWith('conv2.weight'))
    expect(found).toHaveLength(blocks.length)
    const used = found.map(({ attributes }) => attributes.stream)
    expect(new Set(used).size).toBe(found.length)
    const purposes = Object.values(streams).filter((stream) => stream !== streams.dropout)
    expect(Math.min(...used)).toBeGreaterThan(Math.max(...purposes))
  })

  test('stands between norm2 and conv2', () => {
    const { graph } = predicted(model, { dropoutStep: 1 })
    for (const tensor of dropouts(model, { dropoutStep: 1 })) {
      expect(tensor.inputs[0].label).toMatch(/norm2$/)
      const readers = graph.tensors.filter(({ inputs }) =>
        inputs.some(({ id }) => id === tensor.id),
      )
      expect(readers.map(({ op }) => op)).toEqual(['conv2d'])
    }
  })

  test('does not take place unless it is asked for', () => {
    expect(dropouts(model, {})).toEqual([])
    expect(dropouts(unet(tiny), { dropoutStep: 1 })).toEqual([])
  })

  test('depends on the step and the sample', async () => {
    const [first, second] = halves(await prediction(model, { dropoutStep: 1 }))
    expect(first).not.toEqual(second)
    const [again] = halves(await prediction(model, { dropoutStep: 1 }))
    expect(again).toEqual(first)
    const [later] = halves(await prediction(model, { dropoutStep: 2 }))
    expect(later).not.toEqual(first)
  })
})

describe('training', () => {
  const options = tinyOptions({ model: unet(tiny), epochs: 5, sampleCount: 0 })

  test('brings the loss down', async () => {
    const { events } = await runAll(options)
    const losses = only(events, 'epoch').map(({ loss }) => loss)
    expect(losses[4]).toBeLessThan(losses[0])
  })

  test.each([
    ['mid_block.attentions.0.to_v.weight', 'mid_block.attentions.0.to_v'],
    ['up_blocks.0.resnets.1.norm2.bias', 'up_blocks.0.resnets.1.norm2'],
  ])('a NaN in %s is found as the output of %s', async (name, layer) => {
    const { events } = await runAll({ ...options, maxSteps: 1 })
    const { checkpoint } = only(events, 'checkpoint')[0]
    const weights = checkpoint.weights.slice()
    const { offset } = options.model.parameters.find((parameter) => parameter.name === name)!
    weights[offset] = Number.NaN
    const resumed = runAll({ ...options, resume: { ...checkpoint, weights } })
    await expect(resumed).rejects.toThrow(coded('training.diverged', { part: 'output', layer }))
  })
})

test('biases, time and shortcuts are folded into the contractions', () => {
  const { program } = predicted(unet({ ...tiny, layersPerBlock: 2 }), {})
  const ops = program.tensors.map(({ op }) => op)
  for (const op of ['addBias', 'addRows', 'add'] as const) expect(ops, op).not.toContain(op)
})
