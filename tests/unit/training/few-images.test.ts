/** Few images: what is kept for validation, how steady its loss is, and what is said of copies. */

import { expect, test } from 'vitest'
import { usualValidation } from '../../../src/data/dataset.ts'
import { validationRounds } from '../../../src/training/validation.ts'
import { only, runAll, squares, tinyOptions } from '../../tiny.ts'

test('validation takes a tenth of few images, and of many what it always took', () => {
  const few = [4, 16, 40, 80, 169, 300, 499].map(usualValidation)
  expect(few).toEqual([1, 4, 8, 8, 17, 20, 20])
  expect([500, 1911, 26_000, 60_000].map(usualValidation)).toEqual([10, 38, 520, 1000])
})

test('of few images each is judged at several timesteps, of many at one a quarter', () => {
  expect(validationRounds({ count: 169 }, 17)).toBe(4)
  expect(validationRounds({ count: 12 }, 1)).toBe(64)
  expect(validationRounds({ count: 500 }, 10)).toBe(1)
})

test('a run of few images says what of its samples is a copy, at each grid and at the end', async () => {
  const options = tinyOptions({ data: squares(20), epochs: 2, sampleEvery: 1, validation: 4 })
  const { events } = await runAll(options)
  const samples = only(events, 'sample')
  expect(samples).toHaveLength(2)
  for (const { copies } of samples) {
    expect(copies).toMatchObject({ samples: 2 })
    expect(copies!.share).toBe(copies!.copies / 2)
  }
  const [done] = only(events, 'done')
  expect(done.copies).toEqual(samples[1].copies)
  expect(done.validation!.mean).toBeGreaterThan(0)
})

test('a run of many images does not look for copies', async () => {
  const options = tinyOptions({ data: squares(500), maxSteps: 1, epochs: 1, validation: 0 })
  const { events } = await runAll(options)
  expect(only(events, 'sample')[0]).not.toHaveProperty('copies')
  expect(only(events, 'done')[0]).not.toHaveProperty('copies')
})
