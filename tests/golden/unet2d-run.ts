/** Runs a golden case of `unet` on a device: the inputs by formula, the results in PyTorch's layout. */

import type { Device } from '../../src/engine/device.ts'
import { gradientsOf } from '../../src/engine/gradient.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { meanSquaredError, pack } from '../../src/engine/trace.ts'
import type { Network } from '../../src/nn/network.ts'
import { fromTorch, parameterTensor, toTorch } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import type { Unet2dFixture } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal, streams, symmetric, timesteps } from './formula.ts'

/** The initial values of the fixture, flat, in the engine's layout. */
function weightsOf(model: Network, fixture: Unet2dFixture): Float32Array {
  const flat = new Float32Array(model.parameterCount)
  model.parameters.forEach((parameter, i) => {
    const { name, shape, stream, bound, center } = fixture.parameters[i]
    if (name !== parameter.name) throw new Error(`${parameter.name} stands where ${name} does`)
    const values = symmetric(stream, shape, bound).map((value) => value + center)
    fromTorch(values, parameter, flat)
  })
  return flat
}

/** Output, loss, and gradients of the mean squared error, all of one run. */
function traced(model: Network, { input, labels }: Unet2dFixture) {
  const [n, c, h, w] = input.shape
  const graph = new Graph()
  const x = graph.input('x', [n, h, w, c])
  const t = graph.input('t', [n], 'i32')
  const conditions = labels.length > 0 ? { labels: graph.input('labels', [n], 'i32') } : {}
  const output = model.predict(graph, x, t, conditions)
  const loss = meanSquaredError(output, graph.input('target', [n, h, w, c]))
  const weights = model.parameters.map((p) => parameterTensor(graph, model.parameters, p))
  const one = graph.constant(Float32Array.of(1), [])
  const gradients = pack(gradientsOf(loss, weights, one, graph.tensors))
  return buildProgram('gradients', graph, { output, loss, gradients })
}

export interface Unet2dResults {
  /** NCHW */
  readonly output: Float32Array
  readonly loss: number
  /** By name, in PyTorch's layout. */
  readonly gradients: ReadonlyMap<string, Float32Array>
}

export async function runUnet2d(device: Device, fixture: Unet2dFixture): Promise<Unet2dResults> {
  const { shape, timesteps: total } = fixture.input
  const [n, c, h, w] = shape
  const model = unet(fixture.options)
  const parameters = device.createBuffer('f32', model.parameterCount)
  await parameters.write(weightsOf(model, fixture))
  const job = await device.load(traced(model, fixture), { parameters })
  await job.write('x', nchwToNhwc(normal(streams.x0, shape), shape))
  await job.write('target', nchwToNhwc(normal(streams.noise, shape), shape))
  await job.write('t', timesteps(streams.timestep, n, total))
  if (model.classes > 0) await job.write('labels', Int32Array.from(fixture.labels))
  await job.run()
  const flat = await job.read('gradients')
  const results = {
    output: nhwcToNchw(await job.read('output'), [n, h, w, c]),
    loss: (await job.read('loss'))[0],
    gradients: new Map(model.parameters.map((p) => [p.name, toTorch(flat, p)])),
  }
  job.free()
  parameters.free()
  return results
}
