/** Each option of diffusers' UNet2DModel, from its config: one prediction, and which of ours it becomes. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { parsePythonJson } from '../../src/formats/python-json.ts'
import { readUnetConfig } from '../../src/interchange/diffusers/unet-config.ts'
import type { Network } from '../../src/nn/network.ts'
import { networkByName } from '../../src/nn/registry.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { goldenDevices } from '../devices.ts'
import { loadFixture, relativeL2 } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal, streams } from './formula.ts'
import { formulaWeights } from './unet2d-weights.ts'

const { cases } = loadFixture('unet2d-configs')

async function predict(device: Device, network: Network, shape: readonly number[]) {
  const [n, c, h, w] = shape
  const graph = new Graph()
  const x = graph.input('x', [n, h, w, c])
  const t = graph.input('t', [n], 'i32')
  const conditions = network.classes > 0 ? { labels: graph.input('labels', [n], 'i32') } : {}
  const program = buildProgram('prediction', graph, {
    output: network.predict(graph, x, t, conditions),
  })
  const parameters = device.createBuffer('f32', network.parameterCount)
  await parameters.write(formulaWeights(network))
  const job = await device.load(program, { parameters })
  await job.write('x', nchwToNhwc(normal(streams.x0, shape), shape))
  await job.write('t', Int32Array.of(7, 700))
  if (network.classes > 0) await job.write('labels', Int32Array.of(1, 4))
  await job.run()
  const output = await job.read('output')
  job.free()
  parameters.free()
  return nhwcToNchw(output, [n, h, w, c])
}

describe.each(goldenDevices(['reference', 'widest']))('on $label', ({ open }) => {
  let device: Device
  beforeAll(async () => {
    device = await open()
  })
  afterAll(() => device.close())

  test.each(cases)('$label', async ({ config, parameters, shape, f32 }) => {
    const { options, notes } = readUnetConfig(parsePythonJson(config))
    expect(notes).toEqual([])
    const network = unet(options)
    expect(network.parameters).toHaveLength(parameters)
    expect(networkByName('unet', network.options).options).toEqual(network.options)
    expect(relativeL2(await predict(device, network, shape), f32)).toBeLessThan(1e-5)
  })
})
