/** Architectures by name, and models recognised by their weights. */

import { describe, expect, test } from 'vitest'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts'
import { encodeModel } from '../../../src/models/contents.ts'
import type { ArchitectureOptions, Network } from '../../../src/nn/network.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { networkByName, recogniseNetwork } from '../../../src/nn/registry.ts'
import { simpleUnet } from '../../../src/nn/simple-unet/definition.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import type { UnetOptions } from '../../../src/nn/unet/options.ts'
import { decodeModel } from '../../../src/training/checkpoint.ts'
import { coded } from '../../coded.ts'

const shapesOf = ({ parameters }: Network) =>
  new Map(parameters.map(({ name, shape }) => [name, shape]))

const models: Network[] = [
  simpleUnet({ widths: [4, 8, 8], timeDim: 8 }),
  simpleUnet({ widths: [4, 8, 8], timeDim: 8, imageSize: { width: 12, height: 8 } }),
  unet({
    widths: [8, 16],
    classes: 10,
    imageSize: { width: 8, height: 20 },
    dropout: 0.1,
    midAttention: false,
    cosinesFirst: false,
  }),
]

describe.each(models)('$architecture', (model) => {
  test('is built again from its options', () => {
    const again = networkByName(model.architecture, JSON.parse(JSON.stringify(model.options)))
    expect(again.options).toEqual(model.options)
    expect(again.parameters).toEqual(model.parameters)
  })

  test('comes back from its file', () => {
    const weights = initialParameters(model.parameters, 0)
    const loaded = decodeModel(
      encodeModel({ network: model, schedule: buildSchedule('linear'), weights }),
    )
    expect(loaded.network.options).toEqual(model.options)
    expect(loaded.weights).toEqual(weights)
  })
})

test('a square is a number in files, however it was asked for', () => {
  const square = { width: 32, height: 32 }
  expect(unet({ imageSize: square }).options['imageSize']).toBe(32)
  expect(simpleUnet({ imageSize: square }).options['imageSize']).toBe(32)
  expect(unet({ imageSize: { width: 48, height: 32 } }).imageShape).toEqual([32, 48, 1])
  expect(simpleUnet({ imageSize: { width: 48, height: 32 } }).imageShape).toEqual([32, 48, 1])
})

describe('what a file says wrongly', () => {
  const wrong: [string, ArchitectureOptions, RegExp][] = [
    ['unet', { widths: 64 }, /widths of unet is 64: use a list/],
    ['unet', { attentionAt: true }, /attentionAt of unet is true: use a list/],
    ['unet', { midAttention: 1 }, /midAttention of unet is 1: use true or false/],
    ['unet', { epsilon: [1e-5] }, /epsilon of unet is \[0.00001\]: use a number/],
    ['unet', { imageSize: 2 ** 52 }, /imageSize of unet is 4503599627370496: use/],
    ['unet', { layersPerBlock: 1e9 }, /layersPerBlock of unet is 1000000000: use/],
    ['simple-unet', { widths: 64 }, /widths of simple-unet is 64: use a list/],
    ['simple-unet', { widths: [1e9, 1e9, 1e9] }, /widths of simple-unet is .*: use a list of 3/],
    ['simple-unet', { timeDim: 1e300 }, /timeDim of simple-unet is 1e\+300: use/],
  ]
  test.each(wrong)('%s %o', (architecture, options, message) => {
    expect(() => networkByName(architecture, options)).toThrow(message)
    expect(() => networkByName(architecture, options)).toThrow(
      expect.objectContaining({
        code: expect.stringMatching(/^option\.(wrong-type|out-of-range)$/),
      }),
    )
  })
})

describe('recognised by its weights', () => {
  const cases: UnetOptions[] = [
    { widths: [8] },
    { widths: [8, 16, 24], layersPerBlock: 2, channels: 3, attentionAt: [0, 2] },
    { widths: [8, 8, 8, 8], imageSize: 32, attentionAt: [], midAttention: false },
    { widths: [8, 16], classes: 10, anyClass: false, timeDim: 24 },
  ]
  test.each(cases)('unet %o', (options) => {
    const model = unet({ patch: 1, headChannels: 8, ...options })
    const recognised = recogniseNetwork(shapesOf(model))
    expect(recognised.options).toEqual(model.options)
    expect(recognised.parameters).toEqual(model.parameters)
  })

  test('a file as diffusers saves it', () => {
    const model = unet({ patch: 1, widths: [8, 16], headChannels: 8 })
    const weights = initialParameters(model.parameters, 1)
    const { tensors } = readSafetensors(
      encodeModel({ network: model, schedule: buildSchedule('linear'), weights }),
    )
    const loaded = decodeModel(writeSafetensors(tensors, { format: 'pt' }))
    expect(loaded.network.options).toEqual(model.options)
    expect(loaded.weights).toEqual(weights)
  })

  test('or refused, saying what was expected', () => {
    const shapes = shapesOf(unet())
    shapes.delete('conv_in.weight')
    expect(() => recogniseNetwork(shapes)).toThrow(
      coded('architecture.unrecognised', {
        known: ['simple-unet', 'unet', 'lucid-unet'],
        landmarks: ['conv1', 'conv_in', 'mem_kv'].map((name) => expect.stringContaining(name)),
      }),
    )
  })

  test('and refused where it is not quite one', () => {
    const model = unet({ patch: 1, widths: [8, 16] })
    const weights = initialParameters(model.parameters, 1)
    const { tensors } = readSafetensors(
      encodeModel({ network: model, schedule: buildSchedule('linear'), weights }),
    )
    tensors.delete('up_blocks.0.resnets.1.conv1.weight')
    expect(() => decodeModel(writeSafetensors(tensors, {}))).toThrow(
      /up_blocks.0.resnets.1.conv1.weight is missing/,
    )
  })
})
