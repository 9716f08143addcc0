/** Judging images whose worth is known: real ones, copies, noise, one class only. */

import { beforeAll, describe, expect, test } from 'vitest'
import { openWasm } from '../../../src/backends/wasm/device.ts'
import type { NdArray } from '../../../src/base/shape.ts'
import { type Dataset, gatherBatch, imageSize } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import type { Device } from '../../../src/engine/device.ts'
import { normalNoise, streams } from '../../../src/engine/random.ts'
import { classifierOf } from '../../../src/evaluation/classifier.ts'
import { classifierRecipe, trainClassifier } from '../../../src/evaluation/classifier-training.ts'
import {
  type Evaluation,
  type EvaluationOptions,
  evaluate,
} from '../../../src/evaluation/evaluate.ts'
import type { TrainedClassifier } from '../../../src/evaluation/reading.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'
import { coded } from '../../coded.ts'

const data = digits({ count: 600, imageSize: 12, seed: 5 })
const validation = digits({ count: 150, imageSize: 12, seed: 5, first: 600 })
const others = digits({ count: 150, imageSize: 12, seed: 6 })

let device: Device
let classifier: TrainedClassifier
/** Of real images that are in neither set. */
let ofOthers: Evaluation
beforeAll(async () => {
  device = await openWasm(nodeHost(), { threads: 1, variant: 'simd' })
  const network = classifierOf([12, 12, 1], 10)
  const training = trainClassifier(device, network, data, { ...classifierRecipe, steps: 300 })
  let next = await training.next()
  while (!next.done) next = await training.next()
  classifier = { classifier: network, weights: next.value }
  ofOthers = await judge(imagesOf(others, numbers(others.count)), { asked: others.labels })
  return () => device.close()
})

function imagesOf(set: Dataset, indices: readonly number[]): NdArray {
  const pixels = gatherBatch(set, indices, new Float32Array(indices.length * imageSize(set)))
  return { shape: [indices.length, 12, 12, 1], data: pixels }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
const judge = (images: NdArray, more: Partial<EvaluationOptions> = {}) =>
  evaluate({ device, classifier, images, data, validation, ...more })

describe('evaluate', () => {
  test('finds other real images as good as real', () => {
    const found = ofOthers
    expect(found.warnings).toEqual([])
    expect(found.readable).toBeGreaterThan(found.readableValidation! - 0.1)
    expect(found.accuracy).toBeGreaterThan(0.9)
    expect(found.match).toBeGreaterThan(0.9)
    expect(found.evenness).toBeGreaterThan(0.97)
    expect(found.balance!.reduce((a, b) => a + b)).toBe(others.count)
    expect(found.distance).toBeLessThan(10 * found.realDistance)
    expect(found.nearest.samples).toBeGreaterThan(found.nearest.validation / 2)
  })

  test('distinguishes noise from images', async () => {
    const noise = normalNoise(new Float32Array(150 * 144), 1, streams.samplingNoise, 0, 0)
    const found = await judge({ shape: [150, 12, 12, 1], data: noise })
    expect(found.distance).toBeGreaterThan(20 * ofOthers.distance)
    expect(found.nearest.samples).toBeGreaterThan(ofOthers.nearest.samples * 1.5)
    expect(found.match).toBeUndefined()
  })

  test('sees one class only, and copies', async () => {
    const sevens = numbers(data.count).filter((i) => data.labels?.[i] === 7)
    const found = await judge(imagesOf(data, sevens), { neighbourCount: 3 })
    expect(found.evenness).toBeLessThan(0.3)
    expect(found.nearest.samples).toBe(0)
    expect(found.neighbours.map(([first]) => first.index)).toEqual(sevens.slice(0, 3))
  })

  test('warns of fewer images than features', async () => {
    const few = imagesOf(others, numbers(20))
    const { warnings } = await judge(few, { data: others })
    expect(warnings).toEqual([expect.stringMatching(/20 samples are no more than the 128 f/)])
    // of samples that were given there are no more
    const given = await judge(few, { data: others, givenSamples: true })
    expect(given.warnings).toEqual([expect.stringMatching(/compare it with that of 20 other/)])
  })

  test('takes what is drawn: clamped, and black for NaN', async () => {
    const images = imagesOf(others, numbers(others.count))
    const wild = images.data.map((value) => (value === 1 ? 9 : value === -1 ? Number.NaN : value))
    const found = await judge({ ...images, data: wild }, { asked: others.labels })
    expect(found).toEqual(ofOthers)
  })

  test('says how far it is, and lets others have a turn meanwhile', async () => {
    const seen: number[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const images = imagesOf(others, numbers(130))
    for await (const { done, total } of evaluate({
      device,
      classifier,
      images,
      data,
      validation,
    })) {
      expect(total).toBe(130 + 600 + 150)
      seen.push(done)
    }
    clearInterval(timer)
    expect(seen.at(-1)).toBe(880)
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
    expect(turns).toBeGreaterThan(seen.length) // also between the parts of what comes after reading
  })

  test.each([0, 2, 5])('ends where it is aborted after %i batches', async (batches) => {
    const controller = new AbortController()
    let seen = 0
    const onProgress = () => {
      if (++seen === batches) controller.abort()
    }
    if (batches === 0) controller.abort()
    const { signal } = controller
    const attempt = judge(imagesOf(others, numbers(130)), { signal, onProgress })
    const error: unknown = await attempt.then(undefined, (thrown: unknown) => thrown)
    expect(error).toBe(signal.reason)
    expect(seen).toBe(batches)
  })

  const one = [1, 12, 12, 1]
  const bad: [string, (images: NdArray) => [NdArray, Partial<EvaluationOptions>?], unknown][] = [
    [
      'a single image',
      ({ data }) => [{ shape: one, data: data.subarray(0, 144) }],
      coded('evaluation.too-few-images', { what: 'images', count: 1 }),
    ],
    [
      'images of another size',
      ({ data }) => [{ shape: [2, 9, 16, 1], data }],
      coded('evaluation.shapes-differ', { images: [9, 16, 1] }),
    ],
    [
      'validation images of another size',
      (images) => [images, { validation: digits({ count: 4, imageSize: 16 }) }],
      coded('evaluation.shapes-differ', { other: [16, 16, 1] }),
    ],
    [
      'a single validation image',
      (images) => [images, { validation: digits({ count: 1, imageSize: 12 }) }],
      coded('evaluation.too-few-images', { what: 'digits', count: 1 }),
    ],
    [
      'no neighbours',
      (images) => [images, { neighbourCount: 0 }],
      coded('evaluation.option-out-of-range', { option: 'neighbourCount', value: 0 }),
    ],
    [
      'classes asked of too few',
      (images) => [images, { asked: [1] }],
      coded('evaluation.classes-differ', { classes: 1, images: 2 }),
    ],
  ]
  test.each(bad)('refuses %s', async (_, make, error) => {
    const attempt = judge(...make(imagesOf(others, [0, 1])))
    await expect(attempt).rejects.toThrow(error as Error)
  })
})
