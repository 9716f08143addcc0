import { expect, test } from 'vitest'
import { colourOf } from '../../../src/base/colour.ts'

test.each([
  ['white', [255, 255, 255]],
  [' Black ', [0, 0, 0]],
  ['#fa0', [255, 170, 0]],
  ['#0A0b0C', [10, 11, 12]],
  ['toString', undefined],
  ['#12345', undefined],
  ['123456', undefined],
  ['', undefined],
])('%s', (word, colour) => {
  expect(colourOf(word)).toEqual(colour)
})
