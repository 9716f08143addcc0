import { describe, expect, test } from 'vitest'
import {
  fittingSizes,
  imageSizeOf,
  parseSize,
  sameSize,
  showSize,
  sidesOf,
} from '../../../src/base/image-size.ts'

describe('image sizes', () => {
  test('a square is a number', () => {
    expect(imageSizeOf({ width: 32, height: 32 })).toBe(32)
    expect(imageSizeOf({ width: 48, height: 32 })).toEqual({ width: 48, height: 32 })
    expect(sidesOf(32)).toEqual({ width: 32, height: 32 })
    expect(sameSize(32, { width: 32, height: 32 })).toBe(true)
    expect(sameSize(32, { width: 32, height: 48 })).toBe(false)
  })

  test('words are width x height', () => {
    for (const size of [32, { width: 48, height: 32 }]) {
      expect(parseSize(showSize(size))).toEqual(size)
    }
    expect(showSize({ width: 48, height: 32 })).toBe('48x32')
    for (const word of ['', 'x', '48x', 'x32', '48 x 32', '4.5', '1e3']) {
      expect(parseSize(word), word).toBeUndefined()
    }
  })

  test('sizes that fit lie below and above', () => {
    expect(fittingSizes(30, 4)).toEqual([28, 32])
    expect(fittingSizes({ width: 50, height: 32 }, 8)).toEqual([
      { width: 48, height: 32 },
      { width: 56, height: 32 },
    ])
    expect(fittingSizes(3, 4)).toEqual([4])
  })
})
