/** Datasets that are not what they say: refused at every door. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { checkDataset } from '../../../src/data/check-dataset.ts'
import { type Dataset, splitLast, takeFirst, takeLast } from '../../../src/data/dataset.ts'
import { classifierOf } from '../../../src/evaluation/classifier.ts'
import { classifierRecipe, trainClassifier } from '../../../src/evaluation/classifier-training.ts'
import { evaluate } from '../../../src/evaluation/evaluate.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { squares, tinyOptions } from '../../tiny.ts'

const good: Dataset = {
  ...squares(10),
  labels: Uint8Array.from({ length: 10 }, (_, i) => i % 2),
  classes: ['a', 'b'],
}
/** JavaScript hands over anything. */
const lying = (lie: Record<string, unknown>) => ({ ...good, ...lie }) as Dataset
const classifier = classifierOf([8, 8, 1], 2)
const device = openReference()

const lies: [string, Record<string, unknown>, string, object][] = [
  ['a count of NaN', { count: Number.NaN }, 'size-invalid', { key: 'count' }],
  ['a fractional count', { count: 9.5 }, 'size-invalid', { value: 9.5 }],
  [
    'no images',
    { count: 0, images: new Uint8Array(0), labels: new Uint8Array(0) },
    'size-invalid',
    { value: 0 },
  ],
  ['a negative height', { height: -8 }, 'size-invalid', { key: 'height' }],
  ['float images', { images: new Float32Array(640) }, 'images-not-bytes', {}],
  ['too few bytes', { images: new Uint8Array(639) }, 'bytes-mismatch', { need: 640, have: 639 }],
  ['too many bytes', { images: new Uint8Array(641) }, 'bytes-mismatch', { need: 640, have: 641 }],
  [
    'fewer labels than images',
    { labels: new Uint8Array(9) },
    'labels-mismatch',
    { labels: 9, images: 10 },
  ],
  [
    'fractional labels',
    { labels: new Float32Array(10).fill(0.5) },
    'label-out-of-range',
    { index: 0 },
  ],
  ['negative labels', { labels: new Int8Array(10).fill(-1) }, 'label-out-of-range', { index: 0 }],
  [
    'labels of NaN',
    { labels: new Float32Array(10).fill(Number.NaN) },
    'label-out-of-range',
    { index: 0 },
  ],
  [
    'a label beyond its classes',
    { labels: new Uint8Array(10).fill(2) },
    'label-out-of-range',
    { label: 2, most: 1 },
  ],
]

describe.each(lies)('%s', (_, lie, fact, values) => {
  const refused = coded(`dataset.${fact}`, { ...values })
  const data = lying(lie)

  test('is refused wherever data is taken', async () => {
    const doors: (() => unknown)[] = [
      () => checkDataset(data),
      () => takeFirst(data, 2),
      () => takeLast(data, 2),
      () => splitLast(data, 0.5),
      () => trainInSteps(tinyOptions({ data })),
    ]
    for (const door of doors) expect(door).toThrow(refused)
    await expect(trainClassifier(device, classifier, data).next()).rejects.toThrow(refused)
    const weights = initialParameters(classifier.parameters, 0)
    const images = { shape: [2, 8, 8, 1], data: new Float32Array(128) }
    const options = { device, classifier: { classifier, weights }, images }
    await expect(evaluate({ ...options, data, validation: good })).rejects.toThrow(refused)
    await expect(evaluate({ ...options, data: good, validation: data })).rejects.toThrow(refused)
  })
})

test('what is true is taken, with labels or without', () => {
  checkDataset(good)
  checkDataset(squares(3))
})

test.each([0, 1, Number.NaN])('a share of %d is refused', (share) => {
  expect(() => splitLast(good, share)).toThrow(coded('dataset.share-out-of-range', { share }))
})

test('a classifier whose loss is not finite stops', async () => {
  const recipe = { ...classifierRecipe, steps: 20, batchSize: 4, learningRate: 1e30 }
  const run = trainClassifier(device, classifier, good, recipe)
  const toEnd = async () => {
    while (!(await run.next()).done);
  }
  await expect(toEnd()).rejects.toThrow('loss')
})
