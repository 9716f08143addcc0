/** What fields decide without a page: which numbers may be used, of which class a model is asked. */

import { expect, test } from 'vitest'
import { askedClass } from '../../../../studio/src/parts/asked-class.ts'
import { anyInvalid, markField } from '../../../../studio/src/parts/invalid-fields.ts'
import { isUsable } from '../../../../studio/src/parts/usable-number.ts'

test('a number is usable in its range, and whole where steps are', () => {
  const whole = { min: 1, max: 512 }
  expect([1, 512].map((typed) => isUsable(typed, whole))).toEqual([true, true])
  expect([0, 513, 2.5, Number.NaN].some((typed) => isUsable(typed, whole))).toBe(false)
  expect(isUsable(2.5, { ...whole, step: 0.1 })).toBe(true)
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
