/** Runs as long as one has time, by a clock that the test turns. */

import { describe, expect, test } from 'vitest'
import {
  fitToMinutes,
  type MinutesJob,
  secondsPerStep,
  stepsIn,
} from '../../../src/training/fit-minutes.ts'
import { train } from '../../../src/training/train.ts'
import { coded } from '../../coded.ts'
import { tinyModel, tinyOptions } from '../../tiny.ts'

/** A clock on which each reading takes so long. */
function ticking(seconds: number) {
  let now = 0
  return () => (now += seconds)
}

/** A device on which a step of a network of so many parameters takes a known time. */
const clockOf = (seconds: () => number) => {
  let now = 0
  return () => (now += seconds())
}

test('a step takes what some of them take together, over their number', async () => {
  // the clock is read before the first of six, after the last, and at the end
  expect(await secondsPerStep(tinyOptions(), ticking(3))).toBe(1)
})

test('steps fill what the time leaves beside samples and validation', () => {
  expect(stepsIn(1, 0.1, 0, 0)).toBe(540)
  expect(stepsIn(1, 0.1, 30, 0)).toBe(270)
  expect(stepsIn(1, 0.1, 30, 100)).toBe(180)
  expect(stepsIn(1, 0.1, 90, 0)).toBe(0)
})

describe('for minutes', () => {
  const data = { count: 1911, height: 32, width: 32, channels: 3 } as const
  let seconds = 1
  const job = (changes: Partial<MinutesJob>): MinutesJob => ({
    ...{ minutes: 20, preset: 'quick', data, given: {}, began: 0 },
    optionsWith: ({ widths }) => {
      seconds = (widths?.[1] ?? 100) / 1000
      return tinyOptions()
    },
    clock: clockOf(() => seconds),
    ...changes,
  })

  test('the network of most work is taken of which there are steps enough', async () => {
    const long = await fitToMinutes(job({ minutes: 60 }))
    const short = await fitToMinutes(job({ minutes: 1 }))
    expect(long.changes.widths!.at(-1)).toBeGreaterThan(short.changes.widths!.at(-1)!)
    expect(long.changes.maxSteps).toBeGreaterThan(4000)
    expect(short.changes.maxSteps).toBeLessThan(4000)
  })

  test('the recipe goes by the steps, but for what is said of it', async () => {
    const { changes } = await fitToMinutes(job({ given: { emaDecay: 0.5 } }))
    expect(changes).not.toHaveProperty('emaDecay')
    expect(changes.warmupSteps).toBe(100)
    const named = await fitToMinutes(job({ given: { widths: [8] } }))
    expect(named.changes).not.toHaveProperty('widths')
    const notebook = await fitToMinutes(job({ preset: 'notebook' }))
    expect(Object.keys(notebook.changes)).toEqual(['maxSteps'])
  })

  test('too few for a step are refused', async () => {
    await expect(fitToMinutes(job({ minutes: 0.01 }))).rejects.toThrow(
      coded('training.minutes-too-short') as Error,
    )
  })
})

test('of a library run they say the steps, and exclude others who do', async () => {
  const { model: _, sampler: __, epochs: ___, ...tiny } = tinyOptions()
  const options = { ...tiny, network: tinyModel }
  const run = train({ ...options, minutes: 5, learningRateSchedule: 'linear', checkpointEvery: 1 })
  for await (const event of run) {
    if (event.kind !== 'checkpoint') continue
    expect(event.checkpoint.config.training.plannedSteps).toBeGreaterThan(100)
    break
  }
  for (const other of [{ epochs: 2 }, { maxSteps: 9 }]) {
    await expect(train({ ...options, ...other, minutes: 5 })).rejects.toThrow(
      coded('training.lengths-exclude', { option: Object.keys(other)[0] }) as Error,
    )
  }
})
