/** How timesteps are drawn, and what the resampler learns. */

import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../../src/engine/random.ts'
import { HISTORY, LossSecondMoment } from '../../../src/training/resampler.ts'
import {
  logitNormalTimesteps,
  stratifiedTimesteps,
  uniformTimesteps,
} from '../../../src/training/timesteps.ts'

const stream = (step: number) => new RandomStream(3, 1, 0, step)

test('uniform timesteps are those of the stream', () => {
  const random = stream(1)
  const expected = Array.from({ length: 50 }, () => random.nextInt(1000))
  expect([...uniformTimesteps(1000).draw(50, stream(1)).t]).toEqual(expected)
})

test('stratified timesteps have one in every share, and all come in time', () => {
  const seen = new Set<number>()
  for (let step = 0; step < 200; step++) {
    const { t, weights } = stratifiedTimesteps(40).draw(8, stream(step))
    expect(Array.from(t, (timestep) => Math.floor(timestep / 5))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(weights).toBeUndefined()
    for (const timestep of t) seen.add(timestep)
  }
  expect(seen.size).toBe(40)
})

test('logit-normal timesteps follow the sigmoid of standard normal numbers', () => {
  const drawn: number[] = []
  for (let step = 0; step < 500; step++) {
    const { t, weights } = logitNormalTimesteps(1000).draw(32, stream(step))
    expect(weights).toBeUndefined()
    drawn.push(...t)
  }
  const logits = drawn.map((t) => Math.log((t + 0.5) / (1000 - t - 0.5)))
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length
  const squares = logits.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / logits.length
  expect(mean).toBeCloseTo(0, 1)
  expect(squares).toBeCloseTo(1, 1)
  // of a normal distribution 68.3 % within one standard deviation
  const within = logits.filter((logit) => Math.abs(logit) < 1).length / logits.length
  expect(within).toBeCloseTo(0.683, 2)
})

test('each batch of logit-normal timesteps covers all of their distribution', () => {
  const halves = [0, 1, 2, 3].map((step) => {
    const { t } = logitNormalTimesteps(1000).draw(8, stream(step))
    return t.filter((timestep) => timestep < 500).length
  })
  expect(halves).toEqual([4, 4, 4, 4])
})

describe('the resampler', () => {
  /** Knows four timesteps, whose losses were 1, 2, 3 and 4. */
  function taught(): LossSecondMoment {
    const sampler = new LossSecondMoment(4)
    for (let i = 0; i < HISTORY; i++) {
      sampler.learn(Int32Array.of(0, 1, 2, 3), Float64Array.of(1, 2, 3, 4))
    }
    return sampler
  }

  test('is uniform until every timestep has a whole history', () => {
    const sampler = new LossSecondMoment(2)
    for (let i = 0; i < HISTORY; i++) sampler.learn(Int32Array.of(0), Float64Array.of(9))
    expect([...sampler.probabilities()]).toEqual([0.5, 0.5])
    expect([...(sampler.draw(3, stream(0)).weights ?? [])]).toEqual([1, 1, 1])
  })

  test('draws by the root of the mean square, and a thousandth evenly', () => {
    const expected = [1, 2, 3, 4].map((loss) => (loss / 10) * 0.999 + 0.001 / 4)
    for (const [t, p] of taught().probabilities().entries()) expect(p).toBeCloseTo(expected[t], 12)
  })

  test('forgets its oldest losses first', () => {
    const sampler = taught()
    for (let i = 0; i < HISTORY; i++) sampler.learn(Int32Array.of(3), Float64Array.of(10 + i))
    expect([...sampler.state.history.subarray(3 * HISTORY)]).toEqual(
      Array.from({ length: HISTORY }, (_, i) => 10 + i),
    )
  })

  test('draws with its probabilities, and weighs so that the mean stays', () => {
    const sampler = taught()
    const { t, weights } = sampler.draw(100_000, stream(7))
    const shares = [0, 1, 2, 3].map((k) => t.filter((timestep) => timestep === k).length / t.length)
    const p = sampler.probabilities()
    for (const [k, share] of shares.entries()) expect(share).toBeCloseTo(p[k], 2)
    const losses = [5, 6, 7, 8]
    const mean = t.reduce((sum, k, i) => sum + losses[k] * weights![i], 0) / t.length
    expect(mean).toBeCloseTo(6.5, 1)
    for (const [i, k] of [...t.subarray(0, 20)].entries()) {
      expect(weights![i]).toBeCloseTo(1 / (4 * p[k]), 12)
    }
  })

  test('continues from its state', () => {
    const again = new LossSecondMoment(4, taught().state)
    expect(again.draw(9, stream(1))).toEqual(taught().draw(9, stream(1)))
  })
})
