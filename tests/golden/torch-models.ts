/** Checkpoints of PyTorch, and what their models predict. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Device } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { inMemory } from '../../src/formats/random-access.ts'
import { asFloat32, type SafeTensor } from '../../src/formats/tensor-types.ts'
import { openTorch } from '../../src/formats/torch/file.ts'
import { TorchTensor } from '../../src/formats/torch/tensor.ts'
import type { ModelContents } from '../../src/models/contents.ts'
import { nchwToNhwc, nhwcToNchw } from './formula.ts'

export const torchFixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, `fixtures/${name}.pt`)))

/** A prediction: images and their timesteps, and what PyTorch made of them, NCHW. */
export interface Answer {
  readonly shape: readonly number[]
  readonly x: Float32Array
  readonly t: Int32Array
  readonly y: Float32Array
}

export async function answerOf(name: string, weights: 'ema' | 'raw'): Promise<Answer> {
  const file = await openTorch(inMemory(torchFixture(`${name}-answers`)))
  const answer = file.value instanceof Map ? file.value.get(weights) : undefined
  const entries = answer instanceof Map ? [...answer] : []
  const tensors = entries.flatMap(([key, tensor]) =>
    tensor instanceof TorchTensor ? [[String(key), tensor] as const] : [],
  )
  const read = await file.read(new Map(tensors))
  const of = (key: string) => read.get(key) as SafeTensor
  const t = new BigInt64Array(new Uint8Array(of('t').data).buffer)
  return {
    shape: of('x').shape,
    x: asFloat32(of('x'), 'x'),
    t: Int32Array.from(t, Number),
    y: asFloat32(of('y'), 'y'),
  }
}

/** What a model makes of the same, NCHW. */
export async function predict(
  device: Device,
  { network, weights }: Pick<ModelContents, 'network' | 'weights'>,
  { shape, x, t }: Answer,
): Promise<Float32Array> {
  const [n, c, h, w] = shape
  const graph = new Graph()
  const prediction = network.predict(
    graph,
    graph.input('x', [n, h, w, c]),
    graph.input('t', [n], 'i32'),
  )
  const parameters = device.createBuffer('f32', weights.length)
  await parameters.write(weights)
  const program = buildProgram('prediction', graph, { prediction })
  const job = await device.load(program, { parameters })
  await job.write('x', nchwToNhwc(x, shape))
  await job.write('t', t)
  await job.run()
  const y = nhwcToNchw(await job.read('prediction'), [n, h, w, c])
  job.free()
  parameters.free()
  return y
}
