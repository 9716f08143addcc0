/** What is taken for true of files of other programs. */

import { expect, test } from 'vitest'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { inMemory } from '../../../../src/formats/random-access.ts'
import { readTorchModel } from '../../../../src/models/torch/read.ts'
import { coded } from '../../../coded.ts'
import { torchFixture } from '../../../golden/torch-models.ts'

const simple = inMemory(torchFixture('simple-unet'))

test('what a file does not say is assumed, and said', async () => {
  const { network, schedule, target, notes } = await readTorchModel(simple)
  expect(network.imageShape).toEqual([28, 28, 1])
  expect([schedule.name, schedule.timesteps, target]).toEqual(['linear', 1000, 'eps'])
  expect(notes).toEqual([
    expect.stringContaining('ema_state_dict'),
    ...['linear', 'eps', 'imageSize 28'].map((word) => expect.stringContaining(word)),
  ])
})

test('or what is given instead', async () => {
  const { network, schedule, target, notes } = await readTorchModel(simple, {
    assume: { schedule: buildSchedule('cosine'), target: 'v', options: { imageSize: 32 } },
  })
  expect(network.imageShape).toEqual([32, 32, 1])
  expect([schedule.name, target]).toEqual(['cosine', 'v'])
  expect(notes).toHaveLength(1)
})

test('what the file says comes first', async () => {
  const assume = { schedule: buildSchedule('linear'), target: 'eps' } as const
  const { schedule, target } = await readTorchModel(inMemory(torchFixture('lucidrains')), {
    assume,
  })
  expect([schedule.timesteps, target]).toEqual([100, 'v'])
})

test('what is no option of its network is refused', async () => {
  const refused = coded('option.unknown')
  const assume = { options: { groups: 4 } }
  await expect(readTorchModel(simple, { assume })).rejects.toThrow(refused)
})

test('a file without weights says what it holds', async () => {
  const file = inMemory(torchFixture('simple-unet-answers'))
  const refused = coded('model-file.weights-missing', {
    found: [
      { place: 'raw', tensors: 3 },
      { place: 'ema', tensors: 3 },
    ],
  })
  await expect(readTorchModel(file)).rejects.toThrow(refused)
})
