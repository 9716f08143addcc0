import { expect, test } from 'vitest'
import { clock } from '../../../../studio/src/pages/train/clock.ts'

test.each([
  [0, '0:00'],
  [-3, '0:00'],
  [65.4, '1:05'],
  [3599.6, '1:00:00'],
  [7384, '2:03:04'],
])('%f seconds are %s', (seconds, shown) => {
  expect(clock(seconds)).toBe(shown)
})
