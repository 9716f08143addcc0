import { expect, test } from 'vitest'
import { epochOrder } from '../../../src/data/shuffle.ts'

test('is a permutation', () => {
  const order = epochOrder(1000, 7, 3)
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
})

test('is the same for the same seed and epoch, and another for another', () => {
  expect(epochOrder(100, 1, 2)).toEqual(epochOrder(100, 1, 2))
  expect(epochOrder(100, 1, 2)).not.toEqual(epochOrder(100, 1, 3))
  expect(epochOrder(100, 1, 2)).not.toEqual(epochOrder(100, 2, 2))
})

test('of one is that one, of none is none', () => {
  expect([...epochOrder(1, 0, 0)]).toEqual([0])
  expect(epochOrder(0, 0, 0).length).toBe(0)
})

test('puts each of three in each order equally often', () => {
  const seen = new Map<string, number>()
  for (let epoch = 0; epoch < 6000; epoch++) {
    const key = epochOrder(3, 5, epoch).join('')
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  // 1000 expected of each; 5 standard deviations are 144
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(144)
})
