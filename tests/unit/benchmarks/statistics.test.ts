import { expect, test } from 'vitest'
import {
  drift,
  median,
  spread,
  timesAsFast,
  timingOf,
} from '../../../benchmarks/measure/statistics.ts'

test('the median is the middle one, or between the two middle ones', () => {
  expect(median([30, 1, 4])).toBe(4)
  expect(median([30, 1, 4, 6])).toBe(5)
  expect(() => median([])).toThrow('no values')
})

test('a timing leaves the times in their order', () => {
  const times = [12, 10, 11]
  expect(timingOf(times)).toEqual({ min: 10, median: 11 })
  expect(times).toEqual([12, 10, 11])
})

test('speeds are compared by minima: half the time is twice as fast', () => {
  const [ours, other] = [
    { min: 50, median: 400 },
    { min: 100, median: 101 },
  ]
  expect(timesAsFast(ours, other)).toBe(2)
  expect(timesAsFast(other, ours)).toBe(0.5)
})

test('the spread is the distance from the smallest to the largest', () => {
  expect(spread([10, 8, 9])).toBeCloseTo(0.25)
  expect(spread([3])).toBe(0)
})

test('the drift is from the first tenth to the last, whatever lies between', () => {
  const values = Array.from({ length: 40 }, (_, i) => (i < 4 ? 10 : i < 36 ? 999 : 11))
  expect(drift(values)).toBeCloseTo(1.1)
  expect(drift([5])).toBe(1)
})
