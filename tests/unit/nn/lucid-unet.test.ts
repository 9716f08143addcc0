/** lucidrains' Unet by its weights. */

import { describe, expect, test } from 'vitest'
import { lucidUnet } from '../../../src/nn/lucid-unet/definition.ts'
import { recogniseLucidUnet } from '../../../src/nn/lucid-unet/recognise.ts'
import type { Network } from '../../../src/nn/network.ts'
import { networkByName, recogniseNetwork } from '../../../src/nn/registry.ts'
import { coded } from '../../coded.ts'

const shapesOf = ({ parameters }: Network) =>
  new Map(parameters.map(({ name, shape }) => [name, shape] as const))

const small = { channels: 3, widths: [8, 16, 24], heads: 2, headChannels: 4, imageSize: 32 }

test('the default has as many parameters as the package counts', () => {
  expect(lucidUnet({ channels: 3, widths: [16, 32, 64, 128] }).parameterCount).toBe(2_439_043)
})

describe('recognised by its weights', () => {
  test.each([
    ['the usual', small],
    ['full attention at every level', { ...small, fullAttentionAt: [0, 1, 2] }],
    ['another first width, and another base', { ...small, initialWidth: 6, baseWidth: 12 }],
    ['one level', { ...small, widths: [8] }],
    ['more memory', { ...small, memory: 7 }],
  ])('%s', (_, options) => {
    const network = lucidUnet(options)
    const found = recogniseNetwork(shapesOf(network))
    expect(found.options).toEqual(network.options)
    expect(found.parameters).toEqual(network.parameters)
    expect(networkByName('lucid-unet', found.options).parameters).toEqual(network.parameters)
  })

  test.each([
    ['conditioned on itself', 'init_conv.weight', [8, 6, 7, 7]],
    ['learned variance', 'final_conv.weight', [6, 8, 1, 1]],
    ['learned sinusoids', 'time_mlp.1.weight', [32, 17]],
  ])('not %s', (_, name, shape) => {
    const shapes = new Map([...shapesOf(lucidUnet(small)), [name, shape] as const])
    expect(recogniseLucidUnet(shapes)).toBeUndefined()
  })
})

test.each([
  ['imageSize', { ...small, imageSize: 30 }],
  ['fullAttentionAt', { ...small, fullAttentionAt: [3] }],
  ['baseWidth', { ...small, widths: [9] }],
])('%s that does not fit is refused', (name, options) => {
  const refused = coded('architecture.option-invalid', { architecture: 'lucid-unet', name })
  expect(() => lucidUnet(options)).toThrow(refused)
})
