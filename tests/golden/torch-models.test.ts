import { expect, test } from 'vitest'
import { inMemory } from '../../src/formats/random-access.ts'
import { readTorchModel } from '../../src/models/torch/read.ts'
import { goldenDevices } from '../devices.ts'
import { answerOf, predict, torchFixture } from './torch-models.ts'

const cases = (['simple-unet', 'lucidrains'] as const).flatMap((name) =>
  (['ema', 'raw'] as const).map((weights) => ({ name, weights })),
)

test.each(cases)('$name predicts as PyTorch does with its $weights weights', async (each) => {
  const { name, weights } = each
  const contents = await readTorchModel(inMemory(torchFixture(name)), { weights })
  const answer = await answerOf(name, weights)
  for (const { open } of goldenDevices(['reference', 'widest'])) {
    const device = await open()
    const predicted = await predict(device, contents, answer)
    const worst = Math.max(...predicted.map((value, i) => Math.abs(value - answer.y[i])))
    const scale = Math.max(...answer.y.map(Math.abs))
    expect(worst / scale).toBeLessThan(1e-5)
    await device.close()
  }
})

test("what lucidrains' diffusion predicts and by which schedule is in its checkpoint", async () => {
  const { target, schedule, notes } = await readTorchModel(inMemory(torchFixture('lucidrains')))
  expect(target).toBe('v')
  expect(schedule.timesteps).toBe(100)
  expect(schedule.alphaBars[99]).toBeLessThan(1e-3)
  expect(notes).toEqual([
    expect.stringContaining('ema_model.model.'),
    expect.stringContaining('imageSize 32'),
  ])
})
