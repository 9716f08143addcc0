import { describe, expect, test } from 'vitest'
import { fromHalf, toHalf } from '../../../src/formats/half.ts'

describe('toHalf', () => {
  test('gives back every half that is a number', () => {
    const wrong = []
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits)
      if (!Number.isNaN(value) && toHalf(value) !== bits) wrong.push(bits)
    }
    expect(wrong).toEqual([])
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN()
  })

  test.each([
    ['between two, to the nearer', 1 + 2 ** -10 * 0.6, 1 + 2 ** -10],
    ['half way, down to even', 1 + 2 ** -11, 1],
    ['half way, up to even', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['up into the next exponent', 2 - 2 ** -12, 2],
    ['from the subnormals into the normals', 2 ** -14 - 2 ** -26, 2 ** -14],
    ['a third of the smallest', 2 ** -24 / 3, 0],
    ['negative', -0.1, -0.0999755859375],
    ['just below half way over the largest', 65519, 65504],
    ['half way over the largest', 65520, Number.POSITIVE_INFINITY],
    ['far too large', -1e30, Number.NEGATIVE_INFINITY],
  ])('rounds %s', (_, value, rounded) => {
    expect(fromHalf(toHalf(value))).toBe(rounded)
  })
})
