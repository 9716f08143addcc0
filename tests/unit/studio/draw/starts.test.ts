import { describe, expect, test } from 'vitest'
import { isKey, penAfter } from '../../../../studio/src/pages/draw/keyboard-pen.ts'
import { maskNames, maskOf } from '../../../../studio/src/pages/draw/masks.ts'
import { placed } from '../../../../studio/src/parts/placed.ts'

describe('a ready mask', () => {
  test.each(maskNames)('%s marks a part, and not all', (name) => {
    const marked = maskOf(name, 28, 20).reduce((sum, value) => sum + value, 0)
    expect(marked).toBeGreaterThanOrEqual((28 * 20) / 5)
    expect(marked).toBeLessThanOrEqual((28 * 20) / 2)
  })

  test('halves make a whole', () => {
    const left = maskOf('left', 5, 7)
    const right = maskOf('right', 5, 7)
    expect(left.every((value, i) => value + right[i] === 1)).toBe(true)
  })
})

describe('an image on a sheet', () => {
  const two = { shape: [1, 2, 2, 1] as const, bytes: Uint8Array.of(1, 2, 3, 4) }

  test('is in its middle', () => {
    const { shape, bytes } = placed(two, [4, 2, 1])
    expect(shape).toEqual([1, 4, 2, 1])
    expect([...bytes]).toEqual([0, 0, 1, 2, 3, 4, 0, 0])
  })

  test('has as many channels as the sheet', () => {
    expect([...placed(two, [2, 2, 3]).bytes]).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    const red = { shape: [1, 1, 1, 3] as const, bytes: Uint8Array.of(9, 0, 0) }
    expect([...placed(red, [1, 1, 1]).bytes]).toEqual([9])
  })

  test('keeps its alpha, and is opaque where it has none', () => {
    const glass = { shape: [1, 1, 1, 4] as const, bytes: Uint8Array.of(1, 2, 3, 4) }
    expect([...placed(glass, [1, 1, 4]).bytes]).toEqual([1, 2, 3, 4])
    expect([...placed(glass, [1, 1, 2]).bytes]).toEqual([1, 4])
    expect([...placed(two, [1, 1, 2]).bytes]).toEqual([4, 255])
  })

  test('is one of several', () => {
    const both = { shape: [2, 1, 1, 1] as const, bytes: Uint8Array.of(5, 6) }
    expect([...placed(both, [1, 2, 1]).bytes]).toEqual([5, 0, 6, 0])
  })

  test('is cut where it is larger', () => {
    const three = {
      shape: [1, 3, 3, 1] as const,
      bytes: Uint8Array.from({ length: 9 }, (_, i) => i),
    }
    expect([...placed(three, [1, 1, 1]).bytes]).toEqual([4])
  })
})

describe('the keyboard’s pen', () => {
  const sheet = { width: 10, height: 10 }
  const press = (key: string, shiftKey = false) => ({ key, shiftKey })

  test('goes by arrows, further with shift, and stays on the sheet', () => {
    const pen = { x: 5, y: 5, down: false }
    expect(penAfter(pen, press('ArrowLeft'), sheet)).toEqual({ x: 4, y: 5, down: false })
    expect(penAfter(pen, press('ArrowDown', true), sheet)).toEqual({ x: 5, y: 9, down: false })
    expect(penAfter({ ...pen, y: 1 }, press('ArrowUp', true), sheet).y).toBe(0)
  })

  test('is put down and lifted', () => {
    const down = penAfter({ x: 5, y: 5, down: false }, press(' '), sheet)
    expect(down.down).toBe(true)
    expect(penAfter(down, press(' '), sheet).down).toBe(false)
    expect(penAfter(down, press('Escape'), sheet).down).toBe(false)
  })

  test('leaves other keys alone', () => {
    expect(['Tab', 'a', 'Enter'].some(isKey)).toBe(false)
  })
})
