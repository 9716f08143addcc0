import { expect, test } from 'vitest'
import { curveThrough, type Point } from '../../../../src/data/digits/curve.ts'

const zigzag: Point[] = [
  [0, 0],
  [10, 5],
  [3, 12],
  [20, 20],
]

test('passes every point it is given', () => {
  const curve = curveThrough(zigzag, 0.5)
  for (const [x, y] of zigzag) {
    const nearest = Math.min(...curve.map((p) => Math.hypot(p[0] - x, p[1] - y)))
    expect(nearest).toBeLessThan(1e-9)
  }
})

test('has no gaps', () => {
  const curve = curveThrough(zigzag, 0.5)
  for (let i = 1; i < curve.length; i++) {
    const [a, b] = [curve[i - 1], curve[i]]
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1)
  }
})

test('between two points it is the straight line', () => {
  for (const [x, y] of curveThrough(
    [
      [0, 0],
      [6, 3],
    ],
    1,
  )) {
    expect(y).toBeCloseTo(x / 2, 12)
  }
})

test('lives through points that coincide', () => {
  const curve = curveThrough(
    [
      [1, 1],
      [1, 1],
      [2, 2],
    ],
    0.5,
  )
  expect(curve.flat().every(Number.isFinite)).toBe(true)
})
