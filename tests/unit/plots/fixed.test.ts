import { expect, test } from 'vitest'
import { loss } from '../../../src/cli/terminal/format.ts'
import { fixed } from '../../../src/plots/fixed.ts'

test.each([
  [-0, 2, '0.00'],
  [-0.004, 2, '0.00'],
  [-0.4, 0, '0'],
  [-0.006, 2, '-0.01'],
  [0.004, 2, '0.00'],
  [-12.34, 1, '-12.3'],
  [Number.NaN, 2, 'NaN'],
])('%d with %i digits', (value, digits, text) => {
  expect(fixed(value, digits)).toBe(text)
})

test('losses have no sign of nothing', () => {
  expect(loss(-1e-9)).toBe('0.0000')
})
