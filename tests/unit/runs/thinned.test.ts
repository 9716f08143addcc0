import { describe, expect, test } from 'vitest'
import { Thinned } from '../../../src/runs/thinned.ts'

interface Point {
  readonly step: number
  readonly sum: number
}

const add = (group: readonly Point[]): Point => ({
  step: group[group.length - 1].step,
  sum: group.reduce((total, { sum }) => total + sum, 0),
})

function curve(limit: number, steps: number): Thinned<Point> {
  const thinned = new Thinned<Point>(limit, add)
  for (let step = 1; step <= steps; step++) thinned.add({ step, sum: 1 })
  return thinned
}

describe('Thinned', () => {
  test('keeps a short curve as it is', () => {
    expect(curve(8, 7).points.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('merges neighbours, and loses none', () => {
    expect(curve(8, 8).points).toEqual([2, 4, 6, 8].map((step) => ({ step, sum: 2 })))
    expect(curve(8, 9).points).toEqual([...curve(8, 8).points, { step: 9, sum: 1 }])
  })

  test.each([10, 100, 1000, 12_345])('has a bounded number of points after %i', (steps) => {
    const { points } = curve(8, steps)
    expect(points.length).toBeLessThanOrEqual(8)
    expect(points[points.length - 1].step).toBe(steps)
    expect(points.reduce((total, { sum }) => total + sum, 0)).toBe(steps)
    expect(points.every(({ step }, i) => i === 0 || step > points[i - 1].step)).toBe(true)
  })

  test('a step that comes again takes the place of what was there', () => {
    const thinned = curve(8, 5)
    thinned.add({ step: 3, sum: 7 })
    expect(thinned.points).toEqual([
      { step: 1, sum: 1 },
      { step: 2, sum: 1 },
      { step: 3, sum: 7 },
    ])
    const long = curve(8, 1000)
    long.add({ step: 1, sum: 7 })
    expect(long.points).toEqual([{ step: 1, sum: 7 }])
  })
})
