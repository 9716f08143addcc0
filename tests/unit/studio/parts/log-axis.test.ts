import { expect, test } from 'vitest'
import { labelled, logSplits } from '../../../../studio/src/parts/chart/log-axis.ts'

test.each([
  [0.3, 0.8, [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]],
  [0.1, 2, [0.1, 0.2, 0.5, 1, 2]],
  [1e-4, 1, [1e-4, 1e-3, 1e-2, 0.1, 1]],
  [1e-6, 1e6, [1e-6, 1e-4, 1e-2, 1, 100, 1e4, 1e6]],
])('from %s to %s', (low, high, splits) => {
  expect(logSplits(low, high)).toEqual(splits)
})

test('numbers without room beside rounder ones are left out', () => {
  const splits = [0.08, 0.09, 0.1, 0.2, 0.3]
  expect(labelled(splits, [200, 195, 190, 150, 140])).toEqual([null, null, 0.1, 0.2, null])
  expect(labelled(splits, [200, 180, 160, 140, 120])).toEqual(splits)
})
