/** A training in the worker: what is stored of it and when, and how one ends that blew up. */

import { beforeEach, expect, test, vi } from 'vitest'
import { openReference } from '../../../../src/backends/reference/device.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import type { TrainingProgress } from '../../../../studio/src/compute/protocol.ts'
import { readData } from '../../../../studio/src/compute/worker/reading.ts'
import { Task } from '../../../../studio/src/compute/worker/task.ts'
import { startTraining } from '../../../../studio/src/compute/worker/train.ts'
import { coded } from '../../../coded.ts'

const storage = vi.hoisted(() => ({ calls: [] as string[], full: false }))

vi.mock('../../../../studio/src/compute/worker/storage.ts', () => ({
  async storeTraining() {
    storage.calls.push('progress')
    return !storage.full
  },
  async storeModel() {
    storage.calls.push('model')
    return storage.full ? undefined : 'key'
  },
  async discardTraining() {
    storage.calls.push('discard')
  },
  storedPart: async () => undefined,
}))
vi.mock('../../../../studio/src/compute/worker/device.ts', () => ({
  deviceFor: async () => openReference(),
}))
vi.mock('../../../../src/training/plan.ts', async (original) => {
  const { tinyModel } = await import('../../../tiny.ts')
  const plan = await original<typeof import('../../../../src/training/plan.ts')>()
  return {
    ...plan,
    planTraining: ((settings, data) =>
      plan.planTraining(
        { ...settings, network: tinyModel },
        data,
      )) satisfies typeof plan.planTraining,
  }
})

const files = Array.from({ length: 40 }, (_, i) => {
  const data = new Uint8Array(64).fill(255, i, i + 20)
  const bytes = encodePng({ width: 8, height: 8, channels: 1, data })
  return { path: `${i}.png`, file: new File([Uint8Array.from(bytes)], `${i}.png`) }
})

beforeEach(() => {
  storage.calls.length = 0
  storage.full = false
})

async function trained(learningRate: number, store = true) {
  const { id } = await readData({ files, imageSize: 8 }, new Task(() => {}))
  const events: TrainingProgress[] = []
  const settings = {
    preset: 'notebook',
    maxSteps: 10,
    batchSize: 2,
    widths: [4, 8, 8],
    seed: 1,
  } as const
  const task = new Task<TrainingProgress>((progress) => events.push(progress))
  const result = await startTraining(
    { data: id, settings: { ...settings, learningRate }, store },
    task,
  )
  return { result, events }
}

test('the model is stored before its training is discarded', async () => {
  const { result, events } = await trained(1e-3)
  expect(storage.calls).toEqual(['progress', 'model', 'discard'])
  expect(result).toMatchObject({ stored: 'key' })
  expect(events.at(-1)).toEqual({ kind: 'stored', step: 10 })
})

test('how many samples are copies is said after those of few images', async () => {
  const { events } = await trained(1e-3)
  const [sample, counted] = events.slice(-3)
  expect(sample).toMatchObject({ kind: 'sample', step: 10 })
  expect(counted).toMatchObject({ kind: 'copies', step: 10, copies: { samples: 20 } })
})

test('where the browser has no room, the last checkpoint stays', async () => {
  storage.full = true
  const { result, events } = await trained(1e-3)
  expect(storage.calls).toEqual(['progress', 'model'])
  expect(result.stored).toBeUndefined()
  expect(events.at(-1)).toEqual({ kind: 'not-stored' })
})

test('a tab that does not own the stored training stores its model alone', async () => {
  await trained(1e-3, false)
  expect(storage.calls).toEqual(['model'])
})

test('one that blew up says so, though its loss is a number', async () => {
  await expect(trained(0.3)).rejects.toThrow(coded('training.loss-exploded'))
  expect(storage.calls).not.toContain('model')
})
