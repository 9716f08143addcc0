import { describe, expect, test } from 'vitest'
import { cover, marked, painted } from '../../../../studio/src/pages/draw/brush.ts'

const area = { width: 8, height: 6 }
const nothing = new Float32Array(area.width * area.height)
const at = (x: number, y: number) => y * area.width + x

describe('a brush', () => {
  test('covers what is under it, its edge in part, and nothing else', () => {
    const covered = cover(nothing, area, { x: 3.5, y: 2.5 }, { x: 3.5, y: 2.5 }, 1)
    expect(covered[at(3, 2)]).toBe(1)
    expect(covered[at(4, 2)]).toBeCloseTo(0.5)
    expect(covered[at(5, 2)]).toBe(0)
    expect(nothing.some((share) => share > 0)).toBe(false)
  })

  test('leaves no gap on a long way', () => {
    const covered = cover(nothing, area, { x: 0.5, y: 3 }, { x: 7.5, y: 3 }, 1)
    for (let x = 0; x < area.width; x++) expect(covered[at(x, 3)]).toBe(1)
  })

  test('covers no more where it has been before', () => {
    const [from, to] = [
      { x: 1, y: 1 },
      { x: 6, y: 4 },
    ]
    const once = cover(nothing, area, from, to, 1.3)
    expect(cover(once, area, from, to, 1.3)).toEqual(once)
  })

  test('may leave the sheet', () => {
    const covered = cover(nothing, area, { x: -5, y: -5 }, { x: -2, y: 30 }, 1)
    expect(covered).toEqual(nothing)
  })
})

test('paint lies over what is there, channel by channel', () => {
  const before = Uint8Array.from([0, 100, 200, 0, 100, 200])
  const after = painted(before, Float32Array.of(0.5, 0), [255, 0, 200])
  expect([...after]).toEqual([128, 50, 200, 0, 100, 200])
  expect(before[0]).toBe(0)
})

test('paint on what is transparent is of its own colour, and the eraser takes alpha alone', () => {
  const clear = new Uint8Array(8)
  const half = painted(clear, Float32Array.of(0.5, 0), [200, 100, 50, 255])
  expect([...half]).toEqual([200, 100, 50, 128, 0, 0, 0, 0])
  const erased = painted(
    Uint8Array.of(9, 8, 7, 200, 9, 8, 7, 200),
    Float32Array.of(0.5, 1),
    [0, 0, 0, 0],
  )
  expect([...erased]).toEqual([9, 8, 7, 100, 0, 0, 0, 0])
})

test('a mask is marked where at least half is covered, and unmarked again', () => {
  const covered = Float32Array.of(0, 0.4, 0.5, 1)
  expect([...marked(new Uint8Array(4), covered, 1)]).toEqual([0, 0, 1, 1])
  expect([...marked(Uint8Array.of(1, 1, 1, 1), covered, 0)]).toEqual([1, 1, 0, 0])
})
