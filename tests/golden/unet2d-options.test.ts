/** Each option of a `unet` against one prediction of diffusers' UNet2DModel. */

import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import type { Network } from '../../src/nn/network.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { goldenDevices } from '../devices.ts'
import { loadFixture, relativeL2 } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal, streams, timesteps } from './formula.ts'
import { formulaWeights } from './unet2d-weights.ts'

const { images, cases } = loadFixture('unet2d-options')

async function predicted(device: Device, model: Network): Promise<Float32Array> {
  const [n, c, h, w] = images
  const graph = new Graph()
  const x = graph.input('x', [n, h, w, c])
  const labels = graph.constant(Int32Array.of(1, 2), [n])
  const conditions = model.classes > 0 ? { labels } : {}
  const y = model.predict(graph, x, graph.input('t', [n], 'i32'), conditions)
  const parameters = device.createBuffer('f32', model.parameterCount)
  await parameters.write(formulaWeights(model))
  const job = await device.load(buildProgram('prediction', graph, { y }), { parameters })
  await job.write('x', nchwToNhwc(normal(streams.x0, images), images))
  await job.write('t', timesteps(streams.timestep, n, 1000))
  await job.run()
  return nhwcToNchw(await job.read('y'), [n, h, w, c])
}

describe.each(goldenDevices(['reference', 'widest']))('on $label', ({ open }) => {
  test.each(cases)('$label: the prediction of UNet2DModel', async ({ options, count, f32 }) => {
    const model = unet(options)
    expect(model.parameterCount).toBe(count)
    const device = await open()
    expect(relativeL2(await predicted(device, model), f32)).toBeLessThan(1e-5)
    await device.close()
  })
})
