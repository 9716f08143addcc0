import { describe, expect, test } from 'vitest'
import { learningRateAt } from '../../../src/training/learning-rate.ts'
import type { Recipe } from '../../../src/training/recipe.ts'

const rates = (
  learningRateSchedule: Recipe['learningRateSchedule'],
  warmupSteps: number,
  steps = 8,
) =>
  Array.from({ length: steps }, (_, i) =>
    learningRateAt({ learningRate: 2, learningRateSchedule, warmupSteps }, i + 1, 8),
  )

describe('the learning rate', () => {
  test('is the given one, to the bit, where nothing else is said', () => {
    const plain = { learningRate: 1e-3, learningRateSchedule: 'constant', warmupSteps: 0 } as const
    expect([1, 500, 9999].map((step) => learningRateAt(plain, step, 9999))).toEqual([
      ...[1e-3, 1e-3, 1e-3],
    ])
  })

  test('rises from above 0 and then stays', () => {
    expect(rates('constant', 3)).toEqual([0.5, 1, 1.5, 2, 2, 2, 2, 2])
  })

  test('falls in a line that ends at 0 after the last step', () => {
    expect(rates('linear', 0)).toEqual([2, 1.75, 1.5, 1.25, 1, 0.75, 0.5, 0.25])
    expect(rates('linear', 4)).toEqual(
      [0.4, 0.8, 6 / 5, 1.6, 2, 1.5, 1, 0.5].map((rate) => expect.closeTo(rate, 12)),
    )
    expect(rates('linear', 0, 10).slice(8)).toEqual([0, 0])
  })

  test('falls in half a cosine', () => {
    const cosine = rates('cosine', 0)
    expect([cosine[0], cosine[4]]).toEqual([2, expect.closeTo(1, 12)])
    expect(cosine[2]).toBeCloseTo(1 + Math.SQRT1_2, 12)
    expect([...cosine].sort((a, b) => b - a)).toEqual(cosine)
  })
})
