/**
 * `unet` against diffusers' UNet2DModel. Names and shapes are compared for more configurations than
 * numbers.
 */

import { describe, expect, test } from 'vitest'
import { unet } from '../../src/nn/unet/definition.ts'
import { goldenDevices } from '../devices.ts'
import { loadFixture } from './fixture.ts'
import { describeUnet2d } from './unet2d.ts'

describeUnet2d(goldenDevices(['reference', 'widest']))

describe('parameters are those of UNet2DModel, in their order', () => {
  const { cases } = loadFixture('unet2d-names')

  test.each(cases)('$label: $count', ({ options, count, shapes }) => {
    const model = unet(options)
    const ours = model.parameters.map(({ name, shape }) => [name, shape])
    expect(ours).toEqual(Object.entries(shapes))
    expect(model.parameterCount).toBe(count)
  })

  test('google/ddpm-cifar10-32 has 35,746,307 in 328 tensors', () => {
    const { options } = cases.find(({ label }) => label === 'google/ddpm-cifar10-32')!
    const { parameters, parameterCount } = unet(options)
    expect([parameterCount, parameters.length]).toEqual([35_746_307, 328])
  })
})
