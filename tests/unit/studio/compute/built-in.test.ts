/** Built-in images: drawn when they are needed, and again where a training is resumed. */

import { expect, test } from 'vitest'
import { digits } from '../../../../src/data/digits.ts'
import { sprites } from '../../../../src/data/sprites.ts'
import { builtInNames, shapes } from '../../../../studio/src/compute/built-in.ts'
import {
  drawBuiltIn,
  drawExamples,
  storedImages,
} from '../../../../studio/src/compute/worker/built-in.ts'
import { builtInData, dataOf } from '../../../../studio/src/compute/worker/data.ts'

test.each(builtInNames)('%s are held with what draws them again', async (name) => {
  const { id, classes, preview } = await builtInData({ name, count: 12 })
  expect([classes.length, preview.shape[0]]).toEqual([10, 12])
  const { data, made } = dataOf(id)
  expect(made).toEqual({ name, count: 12 })
  expect(await drawBuiltIn(made!)).toEqual(data)
  expect([data.height, data.width, data.channels]).toEqual([...shapes[name]])
})

test('what is stored is drawn again, as earlier pages have stored it, too', async () => {
  expect(await storedImages({ name: 'sprites', count: 5 })).toEqual(sprites({ count: 5 }))
  expect(await storedImages({ digits: 5 })).toEqual(digits({ count: 5 }))
  const given = digits({ count: 2 })
  expect(await storedImages(given)).toBe(given)
})

test.each([
  ['digits', 1, [10, 20, 24, 1]],
  ['sprites', 4, [10, 20, 24, 4]],
  ['sprites', 3, [10, 20, 24, 3]],
] as const)('examples of %s for %i channels: one of each class', async (name, channels, shape) => {
  const imageSize = { width: 24, height: 20 }
  const asked = { name, channels, imageSize, seed: 1, background: '#0000ff' }
  const { shape: drawn, bytes } = await drawExamples(asked)
  expect(drawn).toEqual(shape)
  const size = bytes.length / 10
  const all = Array.from({ length: 10 }, (_, i) => bytes.subarray(i * size, (i + 1) * size).join())
  expect(new Set(all).size).toBe(10)
  if (channels === 3) expect([...bytes.subarray(0, 3)]).toEqual([0, 0, 255])
})
