import { describe, expect, test } from 'vitest'
import {
  copiesLine,
  joined,
  lossLine,
  smoothedLine,
  validationLine,
} from '../../../../studio/src/pages/runs/lines.ts'
import { detail } from './support.ts'

describe('curves over one axis', () => {
  test('each has its own places, numbers in their order', () => {
    const one = { x: [1, 2, 10], y: [5, 6, 7] }
    const other = { x: [2, 9], y: [0, 1] }
    expect(joined([one, other])).toEqual([
      [1, 2, 9, 10],
      [5, 6, null, 7],
      [null, 0, 1, null],
    ])
  })

  test('without curves there is an empty axis', () => {
    expect(joined([])).toEqual([[]])
    expect(joined([{ x: [], y: [] }])).toEqual([[], []])
  })
})

test('losses by step, and smoothed', () => {
  const line = lossLine(
    detail({
      steps: [
        [1, 4],
        [2, 2],
        [3, 2],
      ],
    }),
  )
  expect(line).toEqual({ x: [1, 2, 3], y: [4, 2, 2] })
  expect(smoothedLine(line, 0).y).toEqual(line.y)
  const { x, y } = smoothedLine(line, 0.9)
  expect(x).toEqual(line.x)
  expect(y[0]).toBe(4)
  expect(y[1]).toBeGreaterThan(y[2])
})

test('validation losses, of all timesteps or a quarter, where there are some', () => {
  const epochs = [
    { kind: 'epoch' as const, epoch: 1, step: 5, loss: 1 },
    {
      ...{ kind: 'epoch' as const, epoch: 2, step: 10, loss: 1 },
      validation: { mean: 0.5, quarters: [0.8, 0.6, 0.4] },
    },
  ]
  expect(validationLine(detail({ epochs }), 'all')).toEqual({ x: [10], y: [0.5] })
  expect(validationLine(detail({ epochs }), '2')).toEqual({ x: [10], y: [0.4] })
  expect(validationLine(detail({ epochs }), '3')).toEqual({ x: [], y: [] })
})

test('copies in percent, by step', () => {
  const copies = [
    [5, 0],
    [10, 0.25],
  ] as const
  expect(copiesLine(detail({ copies }))).toEqual({ x: [5, 10], y: [0, 25] })
})
