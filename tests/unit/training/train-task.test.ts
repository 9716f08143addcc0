/** Training as a task: what is supplied where nothing is said, and what comes of it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Dataset } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import { datasetOf } from '../../../src/data/image-set.ts'
import { provideDevice } from '../../../src/engine/default-device.ts'
import { provideHost } from '../../../src/models/host.ts'
import type { ModelHost } from '../../../src/models/host-interface.ts'
import { Model } from '../../../src/models/model.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/training/checkpoint.ts'
import type { TrainingEvent } from '../../../src/training/events.ts'
import { presets } from '../../../src/training/presets.ts'
import type { TrainOptions } from '../../../src/training/settings.ts'
import { train } from '../../../src/training/train.ts'
import { coded } from '../../coded.ts'
import { squares, tinyModel, tinyOptions, tinySchedule } from '../../tiny.ts'

const device = openReference()
afterEach(() => provideHost(undefined))
const tiny: TrainOptions & { data: Dataset } = {
  ...{ ...tinyOptions({ device }), sampler: undefined },
  ...{ model: undefined, network: tinyModel, data: squares(10) },
}

test('gives the model that its events led to', async () => {
  const run = train(tiny)
  expect(() => run.model).toThrow(coded('training.no-model-yet') as Error)
  const kinds = new Set<TrainingEvent['kind']>()
  for await (const { kind } of run) kinds.add(kind)
  expect([...kinds]).toEqual(expect.arrayContaining(['step', 'checkpoint', 'epoch', 'done']))
  const model = await run
  expect(run.model.weights).toEqual(model.weights)
  expect(model).toMatchObject({
    ...{ network: tinyModel, schedule: tinySchedule, target: 'eps' },
    provenance: { data: 'squares', images: 10, steps: 6 },
  })
})

test('may be awaited alone, with onProgress', async () => {
  const steps: number[] = []
  const model = await train({
    ...{ ...tiny, epochs: 1 },
    onProgress: (event) => {
      if (event.kind === 'step') steps.push(event.step)
    },
  })
  expect(steps).toEqual([1, 2, 3])
  expect((await model.sample({ device, count: 1, steps: 2 })).shape).toEqual([1, 8, 8, 1])
})

test('left early, it has the model of its last step', async () => {
  const run = train(tiny)
  for await (const event of run) if (event.kind === 'step' && event.step === 2) break
  expect(run.model.provenance).toMatchObject({ steps: 2 })
})

test('an option out of range rejects it, as data that is not there does', async () => {
  await expect(train({ ...tiny, batchSize: 0 })).rejects.toThrow(
    coded('training.option-out-of-range') as Error,
  )
  const misspelt = { ...tiny, maxStep: 3 }
  await expect(train(misspelt)).rejects.toThrow(
    coded('option.unknown', { owner: 'train', name: 'maxStep' }) as Error,
  )
  const other = { ...tiny, preset: 'fast' as 'quick' }
  await expect(train(other)).rejects.toThrow(
    coded('training.option-out-of-range', { option: 'preset' }) as Error,
  )
  await expect(train({ ...tiny, data: 'cats' })).rejects.toThrow(
    coded('model.data-without-files', { data: 'cats' }) as Error,
  )
})

describe('presets', () => {
  const small = { widths: [8, 8], timeDim: 8, headChannels: 8, attentionAt: [], batchSize: 4 }

  test('are usable as they are, with data that is small and has no classes', async () => {
    const { labels: _, classes: __, ...data } = digits({ count: 12, imageSize: 12 })
    const model = await train({
      ...{ ...presets.quick, ...small, data, device },
      ...{ maxSteps: 1, sampleCount: 0 },
    })
    expect(model).toMatchObject({ classes: 0, target: 'v' })
    expect(model.network.architecture).toBe('unet')
  })

  test('bring classes with their names', async () => {
    const image = { width: 8, height: 8, channels: 1 as const, data: new Uint8Array(64) }
    const images = Array.from({ length: 8 }, (_, i) => ({
      image,
      className: i % 2 ? 'cat' : 'owl',
    }))
    const model = await train({
      ...{ data: datasetOf('pets', images), preset: 'quick', ...small, device },
      ...{ maxSteps: 1, sampleCount: 0 },
    })
    expect(model.classNames).toEqual(['cat', 'owl'])
    const again = Model.decode(model.encode())
    expect((await again.sample({ device, count: 1, steps: 2, classes: ['owl'] })).shape[0]).toBe(1)
  })

  test('leave a network that is named by itself with its own settings', async () => {
    const model = await train({
      ...{ preset: 'quick', model: 'simple-unet', widths: [4, 4, 4], timeDim: 4 },
      ...{ data: squares(8), device, batchSize: 4, maxSteps: 1, sampleCount: 0 },
    })
    expect(model.network.options).toMatchObject({ widths: [4, 4, 4] })
  })
})

describe('continued from a checkpoint', () => {
  test('needs its data alone, and comes to the same weights', async () => {
    const whole = await train(tiny)
    let bytes: Uint8Array | undefined
    for await (const event of train(tiny)) {
      if (event.kind !== 'checkpoint') continue
      bytes = encodeCheckpoint(event.checkpoint, tinyModel)
      break
    }
    const resume = decodeCheckpoint(bytes!)
    expect(resume.progress.step).toBe(3)
    const run = train({ resume, data: tiny.data, device, epochs: 2, sampleCount: 0 })
    expect((await run).weights).toEqual(whole.weights)
  })
})

describe('data by a name', () => {
  const asked: unknown[] = []
  beforeEach(() => {
    provideDevice(() => Promise.resolve(device))
    provideHost({
      openData: async (spec, options) => {
        asked.push([spec, options?.imageSize])
        return squares(10)
      },
    } as ModelHost)
  })

  test('is loaded by the host, and computed by the shared device', async () => {
    const { device: _, ...options } = tiny
    await train({ ...options, data: './sprites', imageSize: 8, epochs: 1 })
    expect(asked).toEqual([['./sprites', 8]])
  })
})
