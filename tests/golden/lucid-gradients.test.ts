/** Gradients of lucidrains' Unet against PyTorch's, so that it can be trained further. */

import { expect, test } from 'vitest'
import { gradientsOf } from '../../src/engine/gradient.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { meanSquaredError, pack } from '../../src/engine/trace.ts'
import { inMemory } from '../../src/formats/random-access.ts'
import { asFloat32 } from '../../src/formats/tensor-types.ts'
import { openTorch } from '../../src/formats/torch/file.ts'
import { readTorchModel } from '../../src/models/torch/read.ts'
import { tensorDictsIn } from '../../src/models/torch/state-dict.ts'
import { parameterTensor, toTorch } from '../../src/nn/parameters.ts'
import { goldenDevices } from '../devices.ts'
import { nchwToNhwc } from './formula.ts'
import { answerOf, torchFixture } from './torch-models.ts'

async function goldenGradients() {
  const file = await openTorch(inMemory(torchFixture('lucidrains-gradients')))
  const read = await file.read(tensorDictsIn(file.value)[0].tensors)
  return new Map([...read].map(([name, tensor]) => [name, asFloat32(tensor, name)]))
}

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values))

test.each(goldenDevices(['reference', 'widest']))('$label finds the same', async ({ open }) => {
  const file = inMemory(torchFixture('lucidrains'))
  const { network, weights } = await readTorchModel(file, { weights: 'raw' })
  const { shape, x, t } = await answerOf('lucidrains', 'raw')
  const [n, c, h, w] = shape
  const graph = new Graph()
  const prediction = network.predict(
    graph,
    graph.input('x', [n, h, w, c]),
    graph.input('t', [n], 'i32'),
  )
  const zeros = graph.constant(new Float32Array(x.length), [n, h, w, c])
  const sources = network.parameters.map((p) => parameterTensor(graph, network.parameters, p))
  const one = graph.constant(Float32Array.of(1), [])
  const loss = meanSquaredError(prediction, zeros)
  const gradients = pack(gradientsOf(loss, sources, one, graph.tensors))

  const device = await open()
  const parameters = device.createBuffer('f32', weights.length)
  await parameters.write(weights)
  const job = await device.load(buildProgram('gradients', graph, { gradients }), { parameters })
  await job.write('x', nchwToNhwc(x, shape))
  await job.write('t', t)
  await job.run()
  const found = await job.read('gradients')
  await device.close()

  const golden = await goldenGradients()
  expect([...golden.keys()]).toEqual(network.parameters.map(({ name }) => name))
  const all = norm([...golden.values()].flatMap((values) => [...values]))
  const far = network.parameters.flatMap((parameter) => {
    const wanted = golden.get(parameter.name) as Float32Array
    const error = norm(toTorch(found, parameter).map((value, i) => value - wanted[i]))
    // beside the whole, since some parameters hardly matter
    const relative = error / (norm(wanted) + 1e-4 * all)
    return relative < 1e-4 ? [] : [`${parameter.name}: ${relative}`]
  })
  expect(far).toEqual([])
})
