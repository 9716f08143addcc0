/** Training, keeping and using a classifier, on small digits. */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWasm } from '../../../src/backends/wasm/device.ts'
import { type Dataset, gatherBatch, imageSize } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import type { Device } from '../../../src/engine/device.ts'
import { Graph } from '../../../src/engine/graph.ts'
import { classifierOf, FEATURES } from '../../../src/evaluation/classifier.ts'
import {
  type ClassifierProgress,
  classifierRecipe,
  classifierRecipeFor,
} from '../../../src/evaluation/classifier-training.ts'
import { classifyImages, type TrainedClassifier } from '../../../src/evaluation/reading.ts'
import { classifierInSteps } from '../../../src/hosts/node/classifier.ts'
import { nodeHost } from '../../../src/hosts/node/host.ts'
import { coded } from '../../coded.ts'
import { scratchFolder } from '../hosts/node/mirror-server.ts'

const data = digits({ count: 1500, imageSize: 12, seed: 5 })
const unseen = digits({ count: 300, imageSize: 12, seed: 5, first: 1500 })
const recipe = { ...classifierRecipe, steps: 150, shift: 1 }

let device: Device
beforeAll(async () => {
  device = await openWasm(nodeHost(), { threads: 1, variant: 'simd' })
})
afterAll(() => device.close())

/** Runs to the end; how many steps there were, and what came out. */
async function run(cacheDir: string, set: Dataset = data, steps = recipe.steps) {
  const training = classifierInSteps({ device, data: set, recipe: { ...recipe, steps }, cacheDir })
  const progress: ClassifierProgress[] = []
  for (;;) {
    const next = await training.next()
    if (next.done) return { trained: next.value, progress }
    progress.push(next.value)
  }
}

const readingsOf = (trained: TrainedClassifier, set: Dataset) =>
  classifyImages(device, trained, set.count, (first, count) => {
    const indices = Array.from({ length: count }, (_, i) => first + i)
    return gatherBatch(set, indices, new Float32Array(count * imageSize(set)))
  })

describe('the network', () => {
  test.each([
    [28, 28, 1, 10],
    [12, 12, 3, 2],
    [9, 20, 1, 3],
    [64, 64, 3, 256],
    [1, 1, 1, 2],
  ])('brings %i x %i x %i to features and %i classes', (height, width, channels, classes) => {
    const classifier = classifierOf([height, width, channels], classes)
    const graph = new Graph()
    const x = graph.input('x', [2, height, width, channels])
    const { features, logits } = classifier.read(graph, x)
    expect(features.shape).toEqual([2, 1, 1, FEATURES])
    expect(logits.shape).toEqual([2, 1, 1, classes])
  })
})

test.each([
  [1, 200],
  [320, 200],
  [1529, 956],
  [3999, 2500],
  [60_000, 2500],
])('of %i images a classifier takes %i steps', (count, steps) => {
  expect(classifierRecipeFor({ count })).toEqual({ ...classifierRecipe, steps })
})

describe('classifierInSteps', () => {
  test('takes the steps that the number of images asks for, unless a recipe is given', async () => {
    const few = digits({ count: 4, imageSize: 12, seed: 5 })
    const training = classifierInSteps({ device, data: few, cacheDir: await scratchFolder() })
    const { value } = await training.next()
    expect(value).toMatchObject({ done: 1, total: 200 })
    await training.return(undefined as never)
  })

  test('learns to read digits that it has not seen', async () => {
    const { trained, progress } = await run(await scratchFolder())
    expect(progress).toHaveLength(recipe.steps)
    expect(progress[0].loss).toBeGreaterThan(1.5)
    const { classes, confidences, features } = await readingsOf(trained, unseen)
    const right = classes.filter((label, i) => label === unseen.labels?.[i]).length
    expect(right / unseen.count).toBeGreaterThan(0.85)
    expect(confidences.every((confidence) => confidence > 0.1 && confidence <= 1)).toBe(true)
    expect(features).toHaveLength(unseen.count * FEATURES)
    expect(features.every((feature) => feature >= 0)).toBe(true)
  })

  test('ends where it is aborted', async () => {
    const controller = new AbortController()
    const options = { device, data, recipe, cacheDir: await scratchFolder() }
    const training = classifierInSteps({ ...options, signal: controller.signal })
    await training.next()
    controller.abort()
    await expect(training.next()).rejects.toBe(controller.signal.reason)
  })

  test('gives the same bits again, from the cache at once', async () => {
    const cache = await scratchFolder()
    const first = await run(cache, data, 3)
    const again = await run(await scratchFolder(), data, 3)
    expect(again.trained.weights).toEqual(first.trained.weights)
    const kept = await run(cache, data, 3)
    expect(kept.progress).toEqual([])
    expect(kept.trained.weights).toEqual(first.trained.weights)
  })

  test('keeps one for each data and recipe', async () => {
    const cache = await scratchFolder()
    await run(cache, data, 1)
    expect((await run(cache, unseen, 1)).progress).toHaveLength(1)
    expect((await run(cache, data, 2)).progress).toHaveLength(2)
    const relabelled = { ...data, labels: data.labels?.map((label) => 9 - label) }
    expect((await run(cache, relabelled, 1)).progress).toHaveLength(1)
    expect(await readdir(join(cache, 'classifiers'))).toHaveLength(4)
  })

  test.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, 1000)],
    ['emptied', () => new Uint8Array()],
    [
      'filled with NaN',
      (bytes: Uint8Array) => Uint8Array.from(bytes).fill(0xff, bytes.length - 64),
    ],
  ])('makes a kept one again that was %s', async (_, damage) => {
    const cache = await scratchFolder()
    const { trained } = await run(cache, data, 2)
    const [name] = await readdir(join(cache, 'classifiers'))
    const path = join(cache, 'classifiers', name)
    const whole = await readFile(path)
    await writeFile(path, damage(whole))
    const again = await run(cache, data, 2)
    expect(again.progress).toHaveLength(2)
    expect(again.trained.weights).toEqual(trained.weights)
    expect((await readFile(path)).equals(whole)).toBe(true)
  })

  test('does without a cache that cannot be written', async () => {
    const file = join(await scratchFolder(), 'file')
    await writeFile(file, '')
    expect((await run(file, data, 1)).trained.weights.every(Number.isFinite)).toBe(true)
  })

  const bad: [string, Partial<Dataset>, string][] = [
    ['no labels', { labels: undefined }, 'classifier.labels-missing'],
    ['one class', { labels: new Uint8Array(1500), classes: ['0'] }, 'classifier.one-class'],
    ['a label beyond the classes', { classes: ['0', '1'] }, 'classifier.label-beyond-classes'],
  ]
  test.each(bad)('refuses data with %s', async (_, change, code) => {
    const attempt = run(await scratchFolder(), { ...data, ...change }, 1)
    await expect(attempt).rejects.toThrow(coded(code, { data: 'digits' }))
  })
})

test('reads images of any proportions and channels down to a single pixel', () => {
  for (const shape of [
    [32, 48, 4],
    [5, 3, 2],
    [1, 1, 1],
  ] as const) {
    const graph = new Graph()
    const classifier = classifierOf(shape, 3)
    const { features, logits } = classifier.read(graph, graph.input('x', [2, ...shape]))
    expect(features.shape, String(shape)).toEqual([2, 1, 1, FEATURES])
    expect(logits.shape).toEqual([2, 1, 1, 3])
  }
})
