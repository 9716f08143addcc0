/** Several ranks in one process: what they compute together is what one computes alone. */

import { describe, expect, test } from 'vitest'
import type { DeviceBuffer } from '../../../src/engine/device.ts'
import { Batches } from '../../../src/training/batches.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import { plainRecipe } from '../../../src/training/plain-recipe.ts'
import type { Ranks } from '../../../src/training/ranks.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { train } from '../../../src/training/train.ts'
import { coded } from '../../coded.ts'
import { only, runAll, squares, tinyConditional, tinyOptions, tinySchedule } from '../../tiny.ts'

const data = { ...squares(26), labels: Uint8Array.from({ length: 26 }, (_, i) => i % 4) }

interface Arrival {
  readonly gradients: DeviceBuffer
  readonly loss: number
  readonly leave: (loss: number) => void
}

/** Adds up what `world` ranks bring; each waits for all. */
class Meeting {
  readonly #world: number
  readonly #arrived: Arrival[] = []

  constructor(world: number) {
    this.#world = world
  }

  rank(rank: number): Ranks {
    const reduceGradients = (gradients: DeviceBuffer, loss: number) => this.#meet(gradients, loss)
    return { rank, world: this.#world, reduceGradients }
  }

  async #meet(gradients: DeviceBuffer, loss: number): Promise<number> {
    return await new Promise((leave) => {
      this.#arrived.push({ gradients, loss, leave })
      if (this.#arrived.length === this.#world) void this.#add(this.#arrived.splice(0))
    })
  }

  async #add(all: readonly Arrival[]): Promise<void> {
    const parts = await Promise.all(all.map(({ gradients }) => gradients.read()))
    const sum = Float32Array.from(parts[0], (_, i) => parts.reduce((n, part) => n + part[i], 0))
    for (const { gradients } of all) await gradients.write(sum)
    const loss = all.reduce((n, other) => n + other.loss, 0)
    for (const { leave } of all) leave(loss)
  }
}

const options = (more: Partial<TrainingOptions> = {}) =>
  tinyOptions({
    ...{ data, model: tinyConditional, batchSize: 6, emaDecay: 0.9, validation: 2 },
    ...{ timestepSampling: 'stratified', maxSteps: 5, checkpointEvery: 2, ...more },
  })

const difference = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / b.reduce((s, x) => s + x * x, 0))

describe('the shares of a batch', async () => {
  const batches = (rank: number, world: number) => {
    const recipe = { ...plainRecipe, batchSize: 12, conditionDropout: 0.3 }
    const lossWeighting = 'min-snr' as const
    const source = { data, schedule: tinySchedule, recipe: { ...recipe, lossWeighting } }
    return new Batches({ ...source, classes: 4, ranks: { rank, world } })
  }

  test.each([1, 2, 3])('of %i ranks are the batch, one after another', async (world) => {
    const whole = batches(0, 1)
    const ranks = Array.from({ length: world }, (_, rank) => batches(rank, world))
    for (const [epoch, position, step] of [
      [1, 0, 1],
      [1, 1, 2],
      [2, 0, 3],
    ]) {
      const all = await whole.take(epoch, position, step)
      const shares = await Promise.all(ranks.map((rank) => rank.take(epoch, position, step)))
      expect(shares.map(({ first }) => first)).toEqual(shares.map((_, i) => (i * 12) / world))
      for (const part of ['x0', 't', 'weights', 'labels'] as const) {
        expect(
          shares.flatMap((share) => [...share[part]!]),
          part,
        ).toEqual([...all[part]!])
      }
    }
  })
})

describe('two ranks', () => {
  const both = async (more: Partial<TrainingOptions> = {}) => {
    const meeting = new Meeting(2)
    return await Promise.all(
      [0, 1].map((rank) => runAll(options({ ...more, ranks: meeting.rank(rank) }))),
    )
  }

  test.each([1, 3])('train as one does, each in %i parts', async (gradAccumulation) => {
    const [one, [first, second]] = [await runAll(options()), await both({ gradAccumulation })]
    expect(difference(first.weights, one.weights)).toBeLessThan(1e-5)
    expect(second.weights).toEqual(first.weights)
    const [a, b] = [one, first].map(({ events }) => only(events, 'step').map(({ loss }) => loss))
    expect(a).toHaveLength(5)
    for (const [i, loss] of a.entries()) expect(b[i] / loss).toBeCloseTo(1, 4)
    expect(only(second.events, 'step')).toEqual(only(first.events, 'step'))
  })

  test('leave checkpoints, validation and samples to the first', async () => {
    const [first, second] = await both()
    const kinds = new Set(second.events.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['done', 'epoch', 'step'])
    for (const kind of ['checkpoint', 'validating', 'sample'] as const) {
      expect(only(first.events, kind).length, kind).toBeGreaterThan(0)
    }
  })

  test('need a batch that can be divided, and no losses of others', () => {
    const ranks = new Meeting(2).rank(0)
    expect(() => trainInSteps(options({ ranks, batchSize: 5 }))).toThrow(
      coded('training.ranks-uneven', { world: 2, batchSize: 5 }),
    )
    expect(() => trainInSteps(options({ ranks, timestepSampling: 'loss-second-moment' }))).toThrow(
      coded('training.ranks-unsupported', { option: 'timestepSampling' }),
    )
  })
})

test('each rank of a training task ends with its model', async () => {
  const meeting = new Meeting(2)
  const { model: network, sampler: _, ...options } = tinyOptions({ batchSize: 4, epochs: 1 })
  const [first, second] = await Promise.all(
    [0, 1].map((rank) => train({ ...options, network, ranks: meeting.rank(rank) })),
  )
  expect(second.weights).toEqual(first.weights)
  expect(second.provenance).toEqual(first.provenance)
})
