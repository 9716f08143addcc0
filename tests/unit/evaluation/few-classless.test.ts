/** Judging samples of few images, and of images without classes. */

import { beforeAll, expect, test } from 'vitest'
import { openWasm } from '../../../src/backends/wasm/device.ts'
import { type Dataset, gatherBatch, imageSize } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import type { Device } from '../../../src/engine/device.ts'
import { normalNoise, streams } from '../../../src/engine/random.ts'
import {
  classifierFor,
  classifierRecipe,
  trainClassifier,
} from '../../../src/evaluation/classifier-training.ts'
import { evaluate } from '../../../src/evaluation/evaluate.ts'
import type { TrainedClassifier } from '../../../src/evaluation/reading.ts'
import { classifierData, hasClasses, turnedImages } from '../../../src/evaluation/turned-images.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'

const bare = ({ labels: _, classes: __, ...data }: Dataset): Dataset => data
const data = bare(digits({ count: 70, imageSize: 12, seed: 5 }))
const validation = bare(digits({ count: 10, imageSize: 12, seed: 5, first: 70 }))
const others = bare(digits({ count: 50, imageSize: 12, seed: 6 }))

let device: Device
let classifier: TrainedClassifier
beforeAll(async () => {
  device = await openWasm(nodeHost(), { threads: 1, variant: 'simd' })
  const learnt = classifierData(data)
  const network = classifierFor(learnt)
  const training = trainClassifier(device, network, learnt, { ...classifierRecipe, steps: 60 })
  let next = await training.next()
  while (!next.done) next = await training.next()
  classifier = { classifier: network, weights: next.value }
  return () => device.close()
})

const judge = (images: Float32Array, count: number) =>
  evaluate({
    ...{ device, classifier, data, validation },
    images: { shape: [count, 12, 12, 1], data: images },
  })
const valuesOf = (set: Dataset) =>
  gatherBatch(
    set,
    Array.from({ length: set.count }, (_, i) => i),
    new Float32Array(set.count * imageSize(set)),
  )

test('few images without classes have a distance with its spread, and no warning', async () => {
  const found = await judge(valuesOf(others), 50)
  expect(found).toMatchObject({ against: 'halves', drawn: 40, warnings: [] })
  expect(found).not.toHaveProperty('readable')
  expect(found).not.toHaveProperty('balance')
  expect(found.spread.samples).toBeGreaterThan(0)
  expect(found.distance).toBeLessThan(3 * found.realDistance)
  expect(found.copies!.share).toBeLessThan(0.2)
})

test('noise is far from them, and copies are near and are copies', async () => {
  const noise = normalNoise(new Float32Array(50 * 144), 1, streams.samplingNoise, 0, 0)
  const far = await judge(noise, 50)
  expect(far.distance).toBeGreaterThan(4 * far.realDistance)
  expect(far.copies!.copies).toBe(0)
  const copied = await judge(valuesOf(data), 70)
  expect(copied.copies!.share).toBe(1)
  expect(copied.distance).toBeLessThan(2 * copied.realDistance)
})

test('as few samples as can be asked for more is said of samples alone', async () => {
  const { warnings, drawn } = await judge(valuesOf(others).subarray(0, 20 * 144), 20)
  expect(drawn).toBe(20)
  expect(warnings).toEqual([expect.stringMatching(/^20 samples .*use more$/)])
  // there is no half of the real images that is larger
  const half = (data.count + validation.count) / 2
  const enough = await judge(valuesOf(others).subarray(0, half * 144), half)
  expect(enough).toMatchObject({ drawn: half, warnings: [] })
})

test('images are learnt by which way up they are, where they have no classes', () => {
  const wide = { name: 'wide', count: 1, height: 1, width: 2, channels: 2 }
  const turned = turnedImages({ ...wide, images: Uint8Array.of(1, 2, 3, 4) })
  expect(turned).toMatchObject({ count: 4, width: 2, height: 1 })
  expect([...turned.images]).toEqual([1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 3, 4, 1, 2])
  const square = { name: 'square', count: 1, height: 2, width: 2, channels: 1 }
  const quarter = turnedImages({ ...square, images: Uint8Array.of(1, 2, 3, 4) })
  const positions = [0, 1, 2, 3].map((i) => [...quarter.images.subarray(4 * i, 4 * i + 4)])
  expect(new Set(positions.map(String)).size).toBe(4)
  expect(positions[2]).toEqual([4, 3, 2, 1])
  expect([...(quarter.labels ?? [])]).toEqual([0, 1, 2, 3])
  expect(hasClasses(digits({ count: 4, imageSize: 12 }))).toBe(true)
  expect(hasClasses({ ...data, labels: new Uint8Array(70) })).toBe(false)
})
