import { expect, test } from 'vitest'
import { nearestStop } from '../../../../studio/src/parts/nearest-stop.ts'
import { MOST_SEED, nextSeed, otherSeed } from '../../../../studio/src/parts/seeds.ts'

test('a value stands at the nearest stop', () => {
  const stops = [1, 5, 10, 100]
  expect([0, 1, 4, 60, 1000].map((value) => nearestStop(stops, value))).toEqual([0, 0, 1, 3, 3])
})

test('one seed follows the other, and the first the last', () => {
  expect([0, 41, MOST_SEED].map(nextSeed)).toEqual([1, 42, 0])
})

test('the die throws any seed but the one there is', () => {
  for (const before of [0, 17, MOST_SEED]) {
    const thrown = [0, 0.0017, 0.5, 1 - 1e-12].map((share) => otherSeed(before, () => share))
    expect(thrown).not.toContain(before)
    expect(Math.min(...thrown)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...thrown)).toBeLessThanOrEqual(MOST_SEED)
    expect(thrown.every(Number.isInteger)).toBe(true)
  }
})
