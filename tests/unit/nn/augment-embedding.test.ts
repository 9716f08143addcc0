/** What a `unet` makes of how images were changed: EDM's map_augment, in float64 and by differences. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { gradientsOf } from '../../../src/engine/gradient.ts'
import { Graph } from '../../../src/engine/graph.ts'
import { buildProgram } from '../../../src/engine/program.ts'
import { meanSquaredError } from '../../../src/engine/trace.ts'
import { AUGMENT_LABELS, type Network } from '../../../src/nn/network.ts'
import { initialParameters, parameterTensor, toTorch } from '../../../src/nn/parameters.ts'
import { recogniseNetwork } from '../../../src/nn/registry.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { conditionEmbedding } from '../../../src/nn/unet/embedding.ts'
import type { UnetConfig } from '../../../src/nn/unet/options.ts'

const options = {
  ...{ widths: [4, 4], patch: 1, imageSize: 8, layersPerBlock: 1, timeDim: 6, groups: 2 },
  ...{ attentionAt: [], midAttention: false },
} as const
const model = unet({ ...options, augmentCondition: true })
const NAME = 'augment_embedding.weight'
const parameter = model.parameters.find(({ name }) => name === NAME)!
const labels = Float32Array.from({ length: 2 * AUGMENT_LABELS }, (_, i) => Math.sin(3 * i))

/** The weights it begins with, the map's by a formula. */
function weightsOf({ parameters }: Network): Float32Array {
  const weights = initialParameters(parameters, 1)
  for (let i = 0; i < 4 * AUGMENT_LABELS; i++) weights[parameter.offset + i] = Math.cos(i) / 4
  return weights
}

describe('the embedding', () => {
  test('is silu(W2 silu(W1 (sinusoids + A labels) + b1) + b2), as in DhariwalUNet', async () => {
    const graph = new Graph()
    const config = model.options as unknown as UnetConfig
    // what files do not say because it is usual
    const usual = { anyClass: true, activation: 'silu' } as const
    const embedding = conditionEmbedding({ ...config, ...usual, augmentCondition: true })
    const named = (name: string) =>
      parameterTensor(graph, model.parameters, model.parameters.find((p) => p.name === name)!)
    const t = graph.constant(Int32Array.of(3, 700), [2])
    const augmentation = graph.constant(labels, [2, AUGMENT_LABELS])
    const rows = embedding.apply(named, t, { augmentation })
    const device = openReference()
    const parameters = device.createBuffer('f32', model.parameterCount)
    const weights = weightsOf(model)
    await parameters.write(weights)
    const job = await device.load(buildProgram('embedding', graph, { rows }), { parameters })
    await job.run()
    const got = await job.read('rows')

    const silu = (x: number) => x / (1 + Math.exp(-x))
    const values = (name: string) =>
      toTorch(weights, model.parameters.find((p) => p.name === name)!)
    const linear = (x: readonly number[], weight: Float32Array, bias?: Float32Array) =>
      Array.from({ length: weight.length / x.length }, (_, o) =>
        x.reduce((sum, value, i) => sum + value * weight[o * x.length + i], bias?.[o] ?? 0),
      )
    const expected = [3, 700].flatMap((step, b) => {
      const angles = [step, step / 100]
      const sinusoids = [...angles.map(Math.cos), ...angles.map(Math.sin)]
      const change = [...labels.subarray(b * AUGMENT_LABELS, (b + 1) * AUGMENT_LABELS)]
      const mapped = linear(change, values(NAME))
      const sum = sinusoids.map((value, i) => value + mapped[i])
      const part = (name: string, x: readonly number[]) =>
        linear(x, values(`${name}.weight`), values(`${name}.bias`)).map(silu)
      return part('time_embedding.linear_2', part('time_embedding.linear_1', sum))
    })
    for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 5)
  })
})

describe('the network', () => {
  /** Loss and the map's gradient with these weights; without labels where none are given. */
  async function lossOf(weights: Float32Array, of = model, given?: Float32Array) {
    const graph = new Graph()
    const x = graph.constant(
      Float32Array.from({ length: 128 }, (_, i) => Math.sin(i)),
      [2, 8, 8, 1],
    )
    const augmentation = given && graph.constant(given, [2, AUGMENT_LABELS])
    const conditions = augmentation ? { augmentation } : {}
    const t = graph.constant(Int32Array.of(3, 700), [2])
    const loss = meanSquaredError(of.predict(graph, x, t, conditions), x)
    const weight = given && parameterTensor(graph, of.parameters, parameter)
    const one = graph.constant(Float32Array.of(1), [])
    const gradients = weight ? gradientsOf(loss, [weight], one, graph.tensors) : []
    const outputs = { loss, ...Object.fromEntries(gradients.map((tensor) => ['gradient', tensor])) }
    const device = openReference()
    const parameters = device.createBuffer('f32', of.parameterCount)
    await parameters.write(weights)
    const job = await device.load(buildProgram('loss', graph, outputs), { parameters })
    await job.run()
    return { loss: (await job.read('loss'))[0], gradient: given && (await job.read('gradient')) }
  }

  test('has the gradient that differences give', async () => {
    const weights = weightsOf(model)
    const { gradient } = await lossOf(weights, model, labels)
    for (const i of [0, 5, 17, 31]) {
      const step = 1e-2
      const moved = async (by: number) => {
        const other = weights.slice()
        other[parameter.offset + i] += by
        return (await lossOf(other, model, labels)).loss
      }
      const difference = ((await moved(step)) - (await moved(-step))) / (2 * step)
      expect(Math.abs(gradient![i] - difference)).toBeLessThan(1e-4 + 0.02 * Math.abs(difference))
    }
  })

  test('predicts without labels what it does with zeros, and what one without the map does', async () => {
    const weights = weightsOf(model)
    const { loss } = await lossOf(weights)
    const zeros = new Float32Array(labels.length)
    expect((await lossOf(weights, model, zeros)).loss).toBeCloseTo(loss, 6)
    expect((await lossOf(weights, model, labels)).loss).not.toBeCloseTo(loss, 4)
    const plain = unet(options)
    expect(plain.options).not.toHaveProperty('augmentCondition')
    const end = parameter.offset + 4 * AUGMENT_LABELS
    const rest = Float32Array.of(...weights.subarray(0, parameter.offset), ...weights.subarray(end))
    expect((await lossOf(rest, plain)).loss).toBe(loss)
  })

  test('is recognised by its weights', () => {
    const shapes = new Map(model.parameters.map(({ name, shape }) => [name, shape]))
    expect(recogniseNetwork(shapes).augmentCondition).toBe(true)
  })
})
