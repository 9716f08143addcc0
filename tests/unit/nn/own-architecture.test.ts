/**
 * An architecture that only this file knows: what is built in has no more than its definition, so flags,
 * checks, files, docs and training work for this one as well.
 */

import { describe, expect, test } from 'vitest'
import { optionRows } from '../../../scripts/docs/tables.ts'
import { numbers, toggle, whole } from '../../../src/base/option-specs.ts'
import { flagSet } from '../../../src/cli/options/spec-flags.ts'
import { addRows, relu, sinusoidalEmbedding } from '../../../src/engine/trace.ts'
import { defineArchitecture, networkOf } from '../../../src/nn/definition.ts'
import { conv, linear } from '../../../src/nn/layers.ts'
import { defineNetwork, type Network } from '../../../src/nn/network.ts'
import { channelsOption } from '../../../src/nn/options.ts'
import { architectures, networkByName, recogniseNetwork } from '../../../src/nn/registry.ts'
import { buildNetwork, networkSpecs } from '../../../src/training/network.ts'
import { coded } from '../../coded.ts'
import { only, runAll, tinyOptions } from '../../tiny.ts'

const twoConvolutions = defineArchitecture({
  name: 'two-convolutions',
  help: 'the least that learns',
  source: 'this test',
  options: {
    channels: channelsOption,
    imageSize: whole({ min: 1, max: 64, default: 8, help: 'height and width of its images' }),
    widths: numbers({
      ...{ default: [4], minLength: 1, maxLength: 1, each: { whole: true, min: 4, max: 64 } },
      help: 'channels between the two',
    }),
    rectify: toggle({ default: true, help: 'whether a ReLU stands between the two' }),
  },
  chosen: ['widths', 'rectify'],
  build: (options): Network => {
    const { channels, imageSize, widths, rectify } = options
    const [between] = widths
    const same = { kernel: 3, padding: 1 }
    const first = conv('first', channels, between, same)
    const time = linear('time', between, between)
    const last = conv('last', between, channels, same)
    return defineNetwork(
      {
        ...{ architecture: 'two-convolutions', options, classes: 0 },
        imageShape: [imageSize, imageSize, channels],
      },
      [first, time, last],
      (weights, x, t) => {
        const rows = time.apply(weights, sinusoidalEmbedding(t, between))
        const h = addRows(first.apply(weights, x), rows)
        return last.apply(weights, rectify ? relu(h) : h)
      },
    )
  },
  recognition: {
    landmarks: 'first and last',
    optionsOf: (shapes) => {
      const [between, channels] = shapes.get('first.weight') ?? []
      return between && channels ? { channels, widths: [between] } : undefined
    },
  },
})

const known = [...architectures, twoConvolutions]

describe('an architecture of a test', () => {
  test('trains', async () => {
    const model = networkOf(twoConvolutions, { widths: [8] })
    const { events } = await runAll(tinyOptions({ model, epochs: 8, sampleCount: 0 }))
    const losses = only(events, 'epoch').map(({ loss }) => loss)
    expect(losses[7]).toBeLessThan(losses[0])
  })

  test('is fitted to images, by settings as config.json has them', () => {
    const settings = { model: 'two-convolutions', widths: [6], rectify: false }
    const fit = { channels: 3, imageSize: 16, classes: 4 }
    const network = buildNetwork(settings, fit, known)
    expect(network.options).toEqual({ channels: 3, imageSize: 16, widths: [6], rectify: false })
    expect(network.classes).toBe(0)
  })

  test('comes back from the options in a file, which are checked', () => {
    const network = networkOf(twoConvolutions, {})
    const again = networkByName('two-convolutions', network.options, known)
    expect(again.parameters).toEqual(network.parameters)
    const owner = 'two-convolutions'
    expect(() => networkByName(owner, { widths: [2] }, known)).toThrow(
      coded('option.out-of-range', { owner, name: 'widths' }),
    )
    expect(() => networkByName(owner, { depth: 2 }, known)).toThrow(
      coded('option.unknown', { owner, name: 'depth' }),
    )
    expect(() => networkByName(owner, {})).toThrow(coded('architecture.unknown', { name: owner }))
  })

  test('is recognised by its weights', () => {
    const { parameters, options } = networkOf(twoConvolutions, { channels: 3, widths: [6] })
    const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]))
    expect(recogniseNetwork(shapes, known).options).toEqual(options)
    expect(() => recogniseNetwork(shapes)).toThrow(coded('architecture.unrecognised'))
  })

  test('has flags and rows of docs', () => {
    const specs = networkSpecs(twoConvolutions)
    const { flags } = flagSet([{ name: twoConvolutions.name, options: specs }])
    expect(flags).toEqual({ widths: '--widths', rectify: '--rectify' })
    expect(optionRows(specs)[0]).toEqual([
      ...['`widths`', 'a list of 1, each a whole number from 4 to 64', '`4`'],
      'channels between the two',
    ])
  })
})
