/** Work from shapes: counted by hand for small ops, and for the notebook's network as published. */

import { expect, test } from 'vitest'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import {
  adam,
  add,
  assign,
  conv2d,
  conv2dFilterGradient,
  convTranspose2d,
  matmul,
} from '../../../src/engine/trace.ts'
import { workOf } from '../../../src/engine/work.ts'
import { simpleUnet } from '../../../src/nn/simple-unet/definition.ts'
import { trainingProgram } from '../../../src/training/step.ts'

const graph = new Graph()
const input = (name: string, ...shape: number[]) => graph.input(name, shape)
const multiplyAdds = (tensor: Tensor) => workOf(tensor).flops / 2

test('a strided convolution counts every tap of every result, padding included', () => {
  const y = conv2d(input('x', 2, 7, 7, 3), input('w', 3, 3, 3, 5), { stride: 2, padding: 1 })
  expect(multiplyAdds(y)).toBe(2 * 4 * 4 * 5 * (3 * 3 * 3))
})

test('a convolution and both of its gradients are the same work', () => {
  const [x, w] = [input('x', 2, 7, 7, 3), input('w', 3, 3, 3, 5)]
  const size = { stride: 2, padding: 1 }
  const y = conv2d(x, w, size)
  const dx = convTranspose2d(y, w, { ...size, outputSize: [7, 7] })
  const dw = conv2dFilterGradient(x, y, { ...size, kernel: [3, 3] })
  expect([multiplyAdds(dx), multiplyAdds(dw)]).toEqual([multiplyAdds(y), multiplyAdds(y)])
})

test('a product is rows x inner dimension x columns, however its operands lie', () => {
  const [a, b] = [input('a', 3, 5), input('b', 5, 7)]
  const [at, bt] = [input('at', 5, 3), input('bt', 7, 5)]
  const products = [matmul(a, b), matmul(at, b, { transposeA: true })]
  products.push(matmul(a, bt, { transposeB: true }))
  expect(products.map(multiplyAdds)).toEqual([105, 105, 105])
})

test('bytes are inputs once and the result, and states that are overwritten', () => {
  const x = input('x1', 10)
  expect(workOf(add(x, input('z1', 10)))).toEqual({ flops: 0, bytes: 4 * 30 })
  expect(workOf(add(x, x)).bytes).toBe(4 * 20)
  const [parameters, m, v] = ['p', 'm', 'v'].map((name) => graph.state(name, [10]))
  expect(workOf(assign(parameters, x)).bytes).toBe(4 * 20)
  const inputs = [parameters, x, m, v, input('row', 4)]
  const step = adam(inputs, { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })
  expect(workOf(step).bytes).toBe(4 * (4 * 10 + 4 + 3 * 10 + 1))
})

test('a training step of the notebook’s network is three times its 254.4 M per image', () => {
  const shape = { model: simpleUnet(), schedule: buildSchedule('linear'), batchSize: 1 }
  const { tensors } = trainingProgram(shape)
  const total = tensors.reduce((sum, tensor) => sum + multiplyAdds(tensor), 0)
  // No gradient of the image (conv1), nor of the time embedding (time_mlp).
  expect(total / 1e6).toBeCloseTo(3 * 254.4 - 0.45 - 0.07, 0)
})
