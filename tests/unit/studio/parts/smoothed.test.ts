import { expect, test } from 'vitest'
import { Smoothed } from '../../../../studio/src/parts/smoothed.ts'

test('begins with the first number, and follows the others slowly', () => {
  const smoothed = new Smoothed()
  expect(smoothed.next(4)).toBe(4)
  const second = smoothed.next(2)
  expect(second).toBeGreaterThan(2)
  expect(second).toBeLessThan(3)
  let last = second
  for (let i = 0; i < 200; i++) last = smoothed.next(2)
  expect(last).toBeCloseTo(2, 6)
})

test('a constant stays what it is', () => {
  const smoothed = new Smoothed()
  for (let i = 0; i < 10; i++) expect(smoothed.next(0.3)).toBeCloseTo(0.3, 12)
})

test('where nothing is kept, each number is its own mean', () => {
  const smoothed = new Smoothed(0)
  expect([4, 2, 8].map((value) => smoothed.next(value))).toEqual([4, 2, 8])
})
