/** What fields decide without a page: which numbers may be used, of which class a model is asked. */

import { expect, test } from 'vitest'
import { askedClass } from '../../../../studio/src/parts/asked-class.ts'
import { anyInvalid, markField } from '../../../../studio/src/parts/invalid-fields.ts'
import { rangeWords } from '../../../../studio/src/parts/number-ranges.ts'

test.each([
  [
    { min: 1, max: 65_536, whole: true },
    'a whole number from 1 to 65,536',
    '请输入 1 至 65,536 之间的整数。',
  ],
  [{ above: 0 }, 'a number above 0', '请输入大于 0 的数。'],
  [{ min: 0, whole: true }, 'a whole number from 0', '请输入不小于 0的整数。'],
  [{ min: 0, below: 1 }, 'a number from 0 to below 1', '请输入不小于 0且小于 1的数。'],
  [{ above: 0, max: 1 }, 'a number above 0 and at most 1', '请输入大于 0且不大于 1的数。'],
  [{ max: 1 }, 'a number at most 1', '请输入不大于 1的数。'],
  [{}, 'a number', '请输入数。'],
])('a field says what its option takes: %o', (range, english, chinese) => {
  expect(rangeWords.en.invalid(range)).toBe(`Enter ${english}.`)
  expect(rangeWords.zh.invalid(range).replaceAll(' ', '')).toBe(chinese.replaceAll(' ', ''))
})

test('nothing is computed as long as one field is invalid', () => {
  markField('a', true)
  markField('b', true)
  markField('a', false)
  expect(anyInvalid.value).toBe(true)
  markField('b', false)
  expect(anyInvalid.value).toBe(false)
})

test('a model that predicts for a class alone is asked for one', () => {
  const foreign = { classes: 3, anyClass: false }
  expect(askedClass(foreign, undefined)).toBe(0)
  expect(askedClass(foreign, 2)).toBe(2)
  expect(askedClass(foreign, 7)).toBe(0)
  expect(askedClass({ classes: 3, anyClass: true }, undefined)).toBeUndefined()
  expect(askedClass({ classes: 0, anyClass: false }, 1)).toBeUndefined()
})
