/** Datasets that are not what they say: refused at every door. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { UserError } from '../../../src/base/errors.ts'
import { checkDataset } from '../../../src/data/check-dataset.ts'
import { type Dataset, splitLast, takeFirst, takeLast } from '../../../src/data/dataset.ts'
import { classifierOf } from '../../../src/evaluation/classifier.ts'
import { classifierRecipe, trainClassifier } from '../../../src/evaluation/classifier-training.ts'
import { evaluate } from '../../../src/evaluation/evaluate.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { train } from '../../../src/training/train.ts'
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

const lies: [string, Record<string, unknown>, string][] = [
  ['a count of NaN', { count: Number.NaN }, 'count'],
  ['a fractional count', { count: 9.5 }, 'count'],
  ['no images', { count: 0, images: new Uint8Array(0), labels: new Uint8Array(0) }, 'count'],
  ['a negative height', { height: -8 }, 'height'],
  ['float images', { images: new Float32Array(640) }, 'bytes'],
  ['too few bytes', { images: new Uint8Array(639) }, '640'],
  ['too many bytes', { images: new Uint8Array(641) }, '640'],
  ['fewer labels than images', { labels: new Uint8Array(9) }, '9 labels'],
  ['fractional labels', { labels: new Float32Array(10).fill(0.5) }, 'label 0'],
  ['negative labels', { labels: new Int8Array(10).fill(-1) }, 'label 0'],
  ['labels of NaN', { labels: new Float32Array(10).fill(Number.NaN) }, 'label 0'],
  ['a label beyond its classes', { labels: new Uint8Array(10).fill(2) }, '0 to 1'],
]

describe.each(lies)('%s', (_, lie, word) => {
  const data = lying(lie)

  test('is refused wherever data is taken', async () => {
    const doors: (() => unknown)[] = [
      () => checkDataset(data),
      () => takeFirst(data, 2),
      () => takeLast(data, 2),
      () => splitLast(data, 0.5),
      () => train(tinyOptions({ data })),
    ]
    for (const door of doors) {
      expect(door).toThrow(UserError)
      expect(door).toThrow(word)
    }
    await expect(trainClassifier(device, classifier, data).next()).rejects.toThrow(word)
    const weights = initialParameters(classifier.parameters, 0)
    const images = { shape: [2, 8, 8, 1], data: new Float32Array(128) }
    const options = { device, classifier: { classifier, weights }, images }
    await expect(evaluate({ ...options, data, heldOut: good })).rejects.toThrow(word)
    await expect(evaluate({ ...options, data: good, heldOut: data })).rejects.toThrow(word)
  })
})

test('what is true is taken, with labels or without', () => {
  checkDataset(good)
  checkDataset(squares(3))
})

test.each([0, 1, Number.NaN])('a share of %d is refused', (share) => {
  expect(() => splitLast(good, share)).toThrow('share')
})

test('a classifier whose loss is not finite stops', async () => {
  const recipe = { ...classifierRecipe, steps: 20, batchSize: 4, learningRate: 1e30 }
  const run = trainClassifier(device, classifier, good, recipe)
  const toEnd = async () => {
    while (!(await run.next()).done);
  }
  await expect(toEnd()).rejects.toThrow('loss')
})
