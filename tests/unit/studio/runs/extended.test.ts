import { expect, test } from 'vitest'
import { extended } from '../../../../studio/src/pages/runs/extended.ts'
import { detail } from './support.ts'

const epoch = (step: number, loss: number) => ({ kind: 'epoch' as const, epoch: 1, step, loss })
const known = detail({
  steps: [
    [1, 0.9],
    [2, 0.8],
    [3, 0.7],
  ],
  epochs: [epoch(3, 0.8)],
  copies: [[3, 0.1]],
})

test('what is new is added', () => {
  const longer = extended(known, {
    ...{ steps: [[4, 0.6]], epochs: [epoch(4, 0.7)], copies: [[4, 0.2]] },
  })
  expect(longer.steps.map(([step]) => step)).toEqual([1, 2, 3, 4])
  expect(longer.epochs.map(({ step }) => step)).toEqual([3, 4])
  expect(longer.copies).toEqual([
    [3, 0.1],
    [4, 0.2],
  ])
})

test('steps that are sent again count as they are now', () => {
  const again = extended(known, {
    ...{ steps: [[2, 0.1]], epochs: [epoch(3, 0.2)], copies: [[3, 0]] },
  })
  expect(again.steps).toEqual([
    [1, 0.9],
    [2, 0.1],
  ])
  expect(again.epochs).toEqual([epoch(3, 0.2)])
  expect(again.copies).toEqual([[3, 0]])
})

test('nothing new changes nothing', () => {
  expect(extended(known, { steps: [], epochs: [], copies: [] })).toEqual(known)
})
