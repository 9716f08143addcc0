/** Rescaled guidance through the real denoising program, on every device, against its formula. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Denoiser } from '../../src/diffusion/denoiser.ts'
import { sample } from '../../src/diffusion/sample.ts'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../src/diffusion/samplers/plan.ts'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import type { Device } from '../../src/engine/device.ts'
import type { Graph } from '../../src/engine/graph.ts'
import type { Tensor } from '../../src/engine/ops.ts'
import { add, addRows, embedding, linearCombination, relu } from '../../src/engine/trace.ts'
import { goldenDevices } from '../devices.ts'
import { relativeL2 } from './fixture.ts'
import { normal } from './formula.ts'
import { runPlainly } from './rows.ts'

const SIZE = 5 * 7 * 3
const COUNT = 5
const CLASSES = 4
const GUIDANCE = 6
const labels = Array.from({ length: COUNT }, (_, i) => i % CLASSES)
const sampler = buildSampler('ddim', buildSchedule('linear', { timesteps: 100, betaEnd: 0.2 }), {
  steps: 9,
})

/** What each class, and none, adds to each channel. */
const table = Float32Array.from({ length: (CLASSES + 1) * 3 }, (_, i) => Math.sin(i) / 2)

/** relu(x + row of the class) - x / 4, which has nothing to learn. */
const model: Denoiser = {
  imageShape: [5, 7, 3],
  parameterCount: 1,
  classes: CLASSES,
  predict(graph, x, _t, conditions) {
    const rows = (graph as Graph).constant(table, [CLASSES + 1, 3])
    const quarter = (graph as Graph).constant(Float32Array.of(-0.25), [1, 1])
    const lit = relu(addRows(x, embedding(rows, conditions!.labels as Tensor)))
    return add(lit, linearCombination(quarter, [x]))
  },
}

const plainModel = (x: Float64Array, label: number) =>
  x.map((value, i) => Math.max(value + table[3 * label + (i % 3)], 0) - value / 4)

/** As torch.std: over n - 1. */
function deviation(x: Float64Array): number {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length
  return Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (x.length - 1))
}

/** diffusers' rescale_noise_cfg of one image, in double precision. */
function rescaled(guided: Float64Array, conditional: Float64Array, share: number): Float64Array {
  const ratio = deviation(conditional) / deviation(guided)
  return guided.map((value) => share * value * ratio + (1 - share) * value)
}

function expected(image: number, share: number): Float64Array {
  const guided = (x: Float64Array) => {
    const [conditional, any] = [labels[image], CLASSES].map((label) => plainModel(x, label))
    const sum = conditional.map((value, i) => any[i] + GUIDANCE * (value - any[i]))
    return rescaled(sum, conditional, share)
  }
  const initial = normal(image, [1, 5, 7, 3])
  return runPlainly(planDenoising(sampler, 'v'), { initial, model: guided }).at(-1)!
}

const initial = {
  shape: [COUNT, 5, 7, 3],
  data: Float32Array.from(labels.flatMap((_, i) => [...normal(i, [1, 5, 7, 3])])),
}

for (const { label, open } of goldenDevices(['reference', 'wasm'])) {
  describe(label, () => {
    let device: Device
    beforeAll(async () => {
      device = await open()
    })
    afterAll(() => device.close())

    const made = (guidanceRescale: number, batchSize?: number) =>
      sample({
        ...{ device, model, weights: new Float32Array(1), sampler, target: 'v', initial },
        ...{ count: COUNT, batchSize, labels, guidance: GUIDANCE, guidanceRescale },
      })

    test.each([0, 0.7, 1])('a share of %d', async (share) => {
      const { data } = await made(share)
      for (let i = 0; i < COUNT; i++) {
        const image = data.subarray(i * SIZE, (i + 1) * SIZE)
        expect(relativeL2(image, expected(i, share)), `image ${i}`).toBeLessThanOrEqual(1e-5)
      }
    })

    test('an image has the same bits in a batch of any size', async () => {
      const together = await made(0.7)
      for (const batchSize of [1, 2]) expect(await made(0.7, batchSize)).toEqual(together)
    })
  })
}
