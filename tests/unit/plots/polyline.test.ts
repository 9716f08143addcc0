import { expect, test } from 'vitest'
import type { Raster } from '../../../src/formats/raster.ts'
import { blank } from '../../../src/images/canvas.ts'
import { drawPolylines, type Point } from '../../../src/plots/polyline.ts'

function drawn(lines: Point[][], width: number, opacity = 1): Raster {
  const raster = blank(20, 20, 1, [0, 0, 0])
  drawPolylines(raster, lines, { colour: [200, 200, 200], width, opacity })
  return raster
}

const column = ({ data }: Raster, x: number) =>
  Array.from({ length: 20 }, (_, y) => data[y * 20 + x])

test('a line between pixels covers both by half', () => {
  const line = drawn(
    [
      [
        [2, 10],
        [18, 10],
      ],
    ],
    1,
  )
  expect(column(line, 10).slice(8, 12)).toEqual([0, 100, 100, 0])
})

test('ink is length times width, whatever the slope', () => {
  for (const [dx, dy] of [
    [10, 0],
    [0, 10],
    [7, 3],
    [6, 6],
  ]) {
    const lit = drawn(
      [
        [
          [5, 5],
          [5 + dx, 5 + dy],
        ],
      ],
      3,
    ).data.reduce((sum, v) => sum + v / 200, 0)
    const caps = Math.PI * 1.5 * 1.5
    expect(Math.abs(lit - 3 * Math.hypot(dx, dy) - caps)).toBeLessThan(1.5)
  }
})

test('a list of one point is a dot', () => {
  const dot = drawn([[[10, 10]]], 6)
  expect(dot.data.reduce((sum, v) => sum + v / 200, 0)).toBeCloseTo(Math.PI * 9, -0.5)
})

test('a translucent line is not darker where it crosses itself', () => {
  const cross = drawn(
    [
      [
        [2, 10.5],
        [18, 10.5],
      ],
      [
        [10.5, 2],
        [10.5, 18],
      ],
    ],
    1,
    0.5,
  )
  expect(Math.max(...cross.data)).toBe(100)
})

test('what lies outside is left out', () => {
  const far = drawn(
    [
      [
        [-50, 10.5],
        [50, 10.5],
      ],
      [[900, 900]],
      [],
    ],
    1,
  )
  expect(column(far, 0)[10]).toBe(200)
})
