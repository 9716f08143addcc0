import { beforeEach, expect, test } from 'vitest'
import { builtInNames } from '../../../../studio/src/compute/built-in.ts'
import type { DataInfo } from '../../../../studio/src/compute/protocol.ts'
import {
  builtInFor,
  change,
  data,
  few,
  from,
  learningRate,
  settings,
  settingsOf,
  tooFew,
  variedFor,
} from '../../../../studio/src/pages/train/settings.ts'

const images = (count: number): DataInfo => ({
  ...{ id: 1, name: 'mine', count, imageShape: [8, 8, 1], classes: [], broken: [] },
  ...{ others: [], emptyClasses: [] },
  preview: { shape: [0, 8, 8, 1], bytes: new Uint8Array() },
})

beforeEach(() => {
  settings.value = settingsOf('quick')
})

test('fewer images than a step takes are too few, until it takes as many', () => {
  data.value = images(3)
  expect(tooFew.value).toBe(3)
  change({ batchSize: 3 })
  expect(tooFew.value).toBeUndefined()
})

test('validation images do not count', () => {
  data.value = images(100)
  change({ batchSize: 90 })
  expect(tooFew.value).toBeUndefined()
  change({ batchSize: 91 })
  expect(tooFew.value).toBe(90)
})

test.each(builtInNames)('built-in %s are always enough', (name) => {
  data.value = name
  expect(tooFew.value).toBeUndefined()
  const { count } = builtInFor(name, settingsOf('quick'))
  expect(count).toBeGreaterThan(settingsOf('quick').batchSize)
})

test('few images are advised to be varied, until they are', () => {
  data.value = images(300)
  expect(few.value?.count).toBe(300)
  change(variedFor(data.value))
  expect(settings.value).toMatchObject({ augmentFlip: true, augmentShift: 1 })
  expect(few.value).toBeUndefined()
  settings.value = settingsOf('quick')
  data.value = images(500)
  expect(few.value).toBeUndefined()
})

test('the learning rate goes with images, steps and parent, until it is set', () => {
  data.value = 'digits'
  expect(learningRate.value).toBe(3e-3)
  data.value = 'sprites'
  expect(learningRate.value).toBe(6e-3)
  change({ maxSteps: 5000 })
  expect(learningRate.value).toBeLessThan(6e-3)
  from.value = 'a model'
  expect(learningRate.value).toBeLessThan(2e-3)
  from.value = undefined
  change({ learningRate: 3e-3 })
  expect(learningRate.value).toBe(3e-3)
  change({ preset: 'notebook' })
  expect(learningRate.value).toBe(1e-3)
})
