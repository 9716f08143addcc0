import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../../../src/training/config.ts'
import { LossWatch } from '../../../src/training/loss-watch.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { only, runAll, tinyModel, tinyOptions } from '../../tiny.ts'

function watchOf(losses: readonly number[], offsetNoise = 0): LossWatch {
  const watch = new LossWatch(offsetNoise)
  for (const loss of losses) watch.add(loss)
  return watch
}
const times = (count: number, loss: number) => new Array<number>(count).fill(loss)

describe('a loss', () => {
  test('has blown up after 20 steps in a row above ten times that of predicting 0', () => {
    expect(watchOf(times(19, 11)).sustained(false)).toBe(0)
    expect(watchOf(times(20, 11)).sustained(false)).toBe(20)
    expect(watchOf(times(50, 9.9)).sustained(false)).toBe(0)
    expect(watchOf(times(20, 11), 0.5).sustained(false)).toBe(0)
  })

  test('has not where it falls again between', () => {
    expect(watchOf([...times(19, 1e9), 1, ...times(19, 1e9)]).sustained(false)).toBe(0)
  })

  test('needs 5 of them at the end', () => {
    expect(watchOf([1, ...times(5, 1e9)]).sustained(true)).toBe(5)
    expect(watchOf([...times(5, 1e9), 1]).sustained(true)).toBe(0)
  })
})

describe('a training whose loss is finite and enormous', () => {
  async function enormous(): Promise<Checkpoint> {
    const { events } = await runAll(tinyOptions({ epochs: 1, sampleCount: 0 }))
    const { checkpoint } = only(events, 'checkpoint')[0]
    const weights = checkpoint.weights.slice()
    const { offset } = tinyModel.parameters.find(({ name }) => name === 'out.bias')!
    weights[offset] = 1e5
    return { ...checkpoint, weights }
  }

  test.each([
    ['amid its steps', { epochs: 20 }, 23],
    ['at its end', { maxSteps: 9 }, 9],
  ])('ends with an error %s, and without another checkpoint', async (_, length, step) => {
    const resume = await enormous()
    const kinds: string[] = []
    const failing = async () => {
      const options = { ...tinyOptions(), epochs: undefined, ...length, resume, sampleCount: 0 }
      for await (const { kind } of trainInSteps(options)) kinds.push(kind)
    }
    await expect(failing()).rejects.toThrow(
      coded('training.loss-exploded', { step, limit: 10, learningRate: 1e-3 }),
    )
    expect(kinds.at(-1)).not.toBe('done')
  })
})
