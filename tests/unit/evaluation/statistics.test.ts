import { expect, test } from 'vitest'
import { countsOf, evennessOf, median, share } from '../../../src/evaluation/statistics.ts'

test('share and counts', () => {
  expect(share([1, 2, 3, 4], (element) => element > 1)).toBe(0.75)
  expect(share([5, 6], (_, i) => i === 0)).toBe(0.5)
  expect(countsOf(Uint8Array.of(2, 0, 2), 4)).toEqual([1, 0, 2, 0])
})

test('evenness is 1 for equal counts, 0 for one class, and between else', () => {
  expect(evennessOf([5, 5, 5])).toBeCloseTo(1, 12)
  expect(evennessOf([7, 0, 0])).toBeCloseTo(0, 12)
  expect(evennessOf([7])).toBe(1)
  expect(Object.is(evennessOf([7, 0]), 0)).toBe(true)
  // entropy of (3/4, 1/4) in bits
  expect(evennessOf([3, 1])).toBeCloseTo(0.811278, 6)
})

test('median', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 10])).toBe(3)
})
