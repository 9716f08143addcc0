/** Few images have epochs of a few steps: how often a long run of them is kept and judged. */

import { expect, test } from 'vitest'
import type { TrainingEvent } from '../../../src/training/events.ts'
import { checkpointEpochs } from '../../../src/training/grids.ts'
import { resolveTraining } from '../../../src/training/options.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { squares, tinyOptions } from '../../tiny.ts'

const intervalOf = (count: number, maxSteps: number) => {
  const { epochs: _, ...options } = tinyOptions({ data: squares(count), maxSteps })
  return checkpointEpochs(resolveTraining(options))
}

test('every epoch ends with a checkpoint where epochs are long or few', () => {
  expect(intervalOf(1911, 800)).toBe(1)
  expect(intervalOf(10, 600)).toBe(1)
})

test('of many short epochs a run has about 200, and never loses more than 100 steps', () => {
  expect(intervalOf(10, 3000)).toBe(5)
  expect(intervalOf(10, 1_000_000)).toBe(33)
})

test('between checkpoints nothing is judged, and a stopped run is kept as it is', async () => {
  const abort = new AbortController()
  const options = { sampleCount: 0, validation: 1, maxSteps: 3000, signal: abort.signal }
  const { epochs: _, ...run } = tinyOptions({ ...options, data: squares(11) })
  const events: TrainingEvent[] = []
  for await (const event of trainInSteps(run)) {
    events.push(event)
    if (event.kind === 'epoch' && event.epoch === 7) abort.abort()
  }
  const of = (kind: TrainingEvent['kind']) => events.filter((event) => event.kind === kind)
  expect(of('checkpoint')).toMatchObject([{ step: 15 }, { step: 21, epoch: 7 }])
  expect(of('epoch').map((event) => 'validation' in event)).toEqual([
    ...[false, false, false, false, true],
    ...[false, false],
  ])
  expect(events.at(-1)).toMatchObject({ kind: 'done', reason: 'aborted', step: 21 })
})
