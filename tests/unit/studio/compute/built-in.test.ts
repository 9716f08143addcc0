/** Built-in images: drawn when they are needed, and again where a training is resumed. */

import { expect, test } from 'vitest'
import { digits } from '../../../../src/data/digits.ts'
import { sprites } from '../../../../src/data/sprites.ts'
import { builtInNames } from '../../../../studio/src/compute/built-in.ts'
import { drawBuiltIn, storedImages } from '../../../../studio/src/compute/worker/built-in.ts'
import { builtInData, dataOf } from '../../../../studio/src/compute/worker/data.ts'

test.each(builtInNames)('%s are held with what draws them again', async (name) => {
  const { id, classes, preview } = await builtInData({ name, count: 12 })
  expect([classes.length, preview.shape[0]]).toEqual([10, 12])
  const { data, made } = dataOf(id)
  expect(made).toEqual({ name, count: 12 })
  expect(await drawBuiltIn(made!)).toEqual(data)
})

test('what is stored is drawn again, as earlier pages have stored it, too', async () => {
  expect(await storedImages({ name: 'sprites', count: 5 })).toEqual(sprites({ count: 5 }))
  expect(await storedImages({ digits: 5 })).toEqual(digits({ count: 5 }))
  const given = digits({ count: 2 })
  expect(await storedImages(given)).toBe(given)
})
