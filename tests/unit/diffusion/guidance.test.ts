import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Denoiser } from '../../../src/diffusion/denoiser.ts'
import { type SamplingOptions, sample } from '../../../src/diffusion/sample.ts'
import { ddim } from '../../../src/diffusion/samplers/ddim.ts'
import { linearSchedule } from '../../../src/diffusion/schedules.ts'
import type { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { addRows, gatherRows } from '../../../src/engine/trace.ts'
import { tinyModel } from '../../tiny.ts'

const CLASSES = 3

/** What it puts out for each class, and for any: the same for every x and t. */
const brightness = Float32Array.of(-0.5, 0.25, 0.75, 0.1)

/** Knows the picture of each class, and nothing else. */
const byClass: Denoiser = {
  imageShape: [2, 2, 1],
  parameterCount: 1,
  classes: CLASSES,
  predict(graph, x, _t, conditions) {
    const table = (graph as Graph).constant(brightness, [CLASSES + 1, 1])
    const zero = (graph as Graph).constant(new Float32Array(4 * x.shape[0]), x.shape)
    return addRows(zero, gatherRows(table, conditions!.labels as Tensor))
  },
}

const options = (): SamplingOptions => ({
  device: openReference(),
  model: byClass,
  weights: new Float32Array(1),
  sampler: ddim(linearSchedule(), { steps: 3, clip: 'none' }),
  target: 'x0',
  count: 4,
})

/** The first pixel of each picture. */
async function pixels(given: Partial<SamplingOptions>): Promise<number[]> {
  const { data } = await sample({ ...options(), ...given })
  return [0, 1, 2, 3].map((i) => data[4 * i])
}

describe('labels', () => {
  const labels = [2, 0, 1, 2]

  test('make pictures of their classes, in batches too', async () => {
    for (const batchSize of [64, 3]) {
      const made = await pixels({ labels, batchSize })
      made.forEach((value, i) => {
        expect(value).toBeCloseTo(brightness[labels[i]], 6)
      })
    }
  })

  test('missing, pictures are of any class', async () => {
    for (const value of await pixels({})) expect(value).toBeCloseTo(brightness[CLASSES], 6)
  })

  test.each([0, 1, 2, 7.5])('with guidance %d are that far from any class', async (guidance) => {
    const made = await pixels({ labels, guidance })
    made.forEach((value, i) => {
      const any = brightness[CLASSES]
      expect(value).toBeCloseTo(any + guidance * (brightness[labels[i]] - any), 5)
    })
  })

  test.each([
    [{ labels: [0, 1] }, /2 labels for 4 pictures/],
    [{ labels: [0, 1, 2, 3] }, /label 3 is no class of this model: use 0 to 2/],
    [{ labels: [0, 1, 2, 0.5] }, /label 0.5 is no class/],
    [{ labels: [0, 1, 2, -1] }, /label -1/],
    [{ labels: [0, 1, 2, 0, 1] }, /5 labels for 4 pictures/],
    [{ guidance: 2 }, /no classes are asked for/],
    [{ labels, guidance: Number.NaN }, /guidance is NaN/],
    [{ labels, model: tinyModel }, /trained without classes: sample it without labels/],
    [{ guidance: 3, model: tinyModel }, /sample it without guidance/],
  ])('%o is refused', async (wrong, message) => {
    await expect(sample({ ...options(), ...wrong })).rejects.toThrow(message)
  })
})
