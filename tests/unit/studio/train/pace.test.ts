import { expect, test } from 'vitest'
import { Pace } from '../../../../studio/src/pages/train/pace.ts'

test('is not known before two steps', () => {
  const pace = new Pace()
  expect(pace.perSecond).toBe(0)
  pace.step(1000)
  expect(pace.perSecond).toBe(0)
  pace.step(1100)
  expect(pace.perSecond).toBeCloseTo(10, 9)
})

test('is that of the last steps', () => {
  const pace = new Pace()
  for (let i = 0; i < 100; i++) pace.step(i * 1000)
  for (let i = 0; i < 100; i++) pace.step(100_000 + i * 50)
  expect(pace.perSecond).toBeCloseTo(20, 9)
})

test('a pause is not slowness', () => {
  const pace = new Pace()
  pace.step(0)
  pace.step(100)
  pace.rest()
  pace.step(60_000)
  pace.step(60_100)
  expect(pace.perSecond).toBeCloseTo(10, 9)
})
