import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Denoiser } from '../../../src/diffusion/denoiser.ts'
import { conditioningOf } from '../../../src/diffusion/guidance.ts'
import { denoisingProgram } from '../../../src/diffusion/program.ts'
import { type SamplingOptions, sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../../src/diffusion/samplers/plan.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import type { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { addRows, embedding } from '../../../src/engine/trace.ts'
import { coded } from '../../coded.ts'
import { tinyModel } from '../../tiny.ts'

const CLASSES = 3

/** What it puts out for each class, and for any: the same for every x and t. */
const brightness = Float32Array.of(-0.5, 0.25, 0.75, 0.1)

/** Knows the brightness of each class, and nothing else. */
const byClass: Denoiser = {
  imageShape: [2, 2, 1],
  parameterCount: 1,
  classes: CLASSES,
  predict(graph, x, _t, conditions) {
    const table = (graph as Graph).constant(brightness, [CLASSES + 1, 1])
    const zero = (graph as Graph).constant(new Float32Array(4 * x.shape[0]), x.shape)
    return addRows(zero, embedding(table, conditions!.labels as Tensor))
  },
}

/** Four pixels of each class, and of any. */
const patterns = Float32Array.of(
  ...[0.5, -0.5, 0.5, -0.5],
  ...[1, 0, 0, 1],
  ...[0.25, 0.25, 0.25, 0.25],
  ...[0.5, 0.5, 0.5, 0.5],
)

/** Knows the image of each class, and nothing else. */
const byPattern: Denoiser = {
  imageShape: [1, 1, 4],
  parameterCount: 1,
  classes: CLASSES,
  predict(graph, x, _t, conditions) {
    const table = (graph as Graph).constant(patterns, [CLASSES + 1, 4])
    const zero = (graph as Graph).constant(new Float32Array(4 * x.shape[0]), x.shape)
    return addRows(zero, embedding(table, conditions!.labels as Tensor))
  },
}

const options = (): SamplingOptions => ({
  device: openReference(),
  model: byClass,
  weights: new Float32Array(1),
  sampler: buildSampler('ddim', buildSchedule('linear'), { steps: 3, clip: 'none' }),
  target: 'x0',
  count: 4,
})

/** The first pixel of each image. */
async function pixels(given: Partial<SamplingOptions>): Promise<number[]> {
  const { data } = await sample({ ...options(), ...given })
  return [0, 1, 2, 3].map((i) => data[4 * i])
}

describe('labels', () => {
  const labels = [2, 0, 1, 2]

  test('make images of their classes, in batches too', async () => {
    for (const batchSize of [64, 3]) {
      const made = await pixels({ labels, batchSize })
      made.forEach((value, i) => {
        expect(value).toBeCloseTo(brightness[labels[i]], 6)
      })
    }
  })

  test('missing, images are of any class', async () => {
    for (const value of await pixels({})) expect(value).toBeCloseTo(brightness[CLASSES], 6)
  })

  test.each([0, 1, 2, 7.5])('with guidance %d are that far from any class', async (guidance) => {
    const made = await pixels({ labels, guidance })
    made.forEach((value, i) => {
      const any = brightness[CLASSES]
      expect(value).toBeCloseTo(any + guidance * (brightness[labels[i]] - any), 5)
    })
  })

  describe('and the guided image rescaled', () => {
    const made = async (given: Partial<SamplingOptions>) => {
      const asked = { ...options(), model: byPattern, labels: [0, 1, 2], count: 3, ...given }
      const { data } = await sample(asked)
      return [0, 1, 2].map((i) => [...data.subarray(4 * i, 4 * i + 4)])
    }
    const expectNumbers = (actual: number[], expected: number[]) =>
      actual.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 6)
      })

    test('wholly it has the standard deviation of the class', async () => {
      const [first, second] = await made({ guidance: 3, guidanceRescale: 1 })
      // 3 c - 2 / 2 is three times as spread as c, mean and all
      expectNumbers(first, [0.5 / 3, -2.5 / 3, 0.5 / 3, -2.5 / 3])
      expectNumbers(second, [2 / 3, -1 / 3, -1 / 3, 2 / 3])
    })

    test('in part it lies between that and the guided image', async () => {
      const [first, second] = await made({ guidance: 3, guidanceRescale: 0.7 })
      const factor = 0.3 + 0.7 / 3
      expectNumbers(
        first,
        [0.5, -2.5, 0.5, -2.5].map((value) => factor * value),
      )
      expectNumbers(
        second,
        [2, -1, -1, 2].map((value) => factor * value),
      )
    })

    test('an image of one brightness stays as it is', async () => {
      const [, , flat] = await made({ guidance: 3, guidanceRescale: 0.7 })
      expect(flat).toEqual([-0.25, -0.25, -0.25, -0.25])
    })

    test('an image without guidance stays as it is', async () => {
      for (const given of [{}, { guidance: 1 }, { labels: undefined }]) {
        expect(await made({ ...given, guidanceRescale: 0.7 })).toEqual(await made(given))
      }
    })
  })

  test('rescaled, they take one op more, and by 0 the program is that of guidance alone', () => {
    const opsOf = (guidanceRescale?: number) => {
      const given = { labels, guidance: 3, guidanceRescale }
      const conditioning = conditioningOf(byClass, given, 4)
      const plan = planDenoising(options().sampler, 'x0')
      const program = denoisingProgram(byClass, [4, 2, 2, 1], plan, { conditioning })
      return program.tensors.map(({ op }) => op)
    }
    const plain = opsOf()
    expect(opsOf(0)).toEqual(plain)
    expect(plain).not.toContain('matchDeviation')
    const rescaled = opsOf(0.7)
    expect(rescaled.filter((op) => op !== 'matchDeviation')).toEqual(plain)
    expect(rescaled).toHaveLength(plain.length + 1)
  })

  test.each([
    [{ labels: [0, 1] }, coded('labels.count', { labels: 2, images: 4 })],
    [{ labels: [0, 1, 2, 3] }, coded('labels.unknown-class', { label: 3 })],
    [{ labels: [0, 1, 2, 0.5] }, coded('labels.unknown-class', { label: 0.5 })],
    [{ labels: [0, 1, 2, -1] }, coded('labels.unknown-class', { label: -1 })],
    [{ labels: [0, 1, 2, 0, 1] }, coded('labels.count', { labels: 5, images: 4 })],
    [{ guidance: 2 }, coded('guidance.without-labels', { guidance: 2 })],
    [{ labels, guidance: Number.NaN }, coded('guidance.not-a-number')],
    [{ labels, guidanceRescale: 1.5 }, coded('guidance.rescale-out-of-range')],
    [{ labels, guidanceRescale: -0.1 }, coded('guidance.rescale-out-of-range')],
    [{ labels, guidanceRescale: Number.NaN }, coded('guidance.rescale-out-of-range')],
    [{ labels, model: tinyModel }, coded('guidance.without-classes', { option: 'labels' })],
    [{ guidance: 3, model: tinyModel }, coded('guidance.without-classes', { option: 'guidance' })],
    [
      { guidanceRescale: 0.7, model: tinyModel },
      coded('guidance.without-classes', { option: 'guidanceRescale' }),
    ],
  ])('%o is refused', async (wrong, message) => {
    await expect(sample({ ...options(), ...wrong })).rejects.toThrow(message)
  })
})
