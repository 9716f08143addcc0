import { expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { frameEvery, stripOf } from '../../../src/cli/trajectory.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { sampleWithTrajectory } from '../../../src/diffusion/trajectory.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { tinyModel } from '../../tiny.ts'

const schedule = buildSchedule('linear', { timesteps: 20 })
const options = {
  device: openReference(),
  model: tinyModel,
  weights: initialParameters(tinyModel.parameters, 0),
  sampler: buildSampler('ddpm', schedule),
  count: 2,
}

test('a strip shows one image for each level it was asked for', async () => {
  const frames = await sampleWithTrajectory(options, 1)
  const width = (every: number) => stripOf(frames, every).width
  expect(frames).toHaveLength(21)
  expect(width(1)).toBeGreaterThan(3 * width(5))
})

test('an animation has some fifty frames, in step with the strip', () => {
  expect(frameEvery(1000, 100)).toBe(20)
  expect(frameEvery(20, 100)).toBe(1)
  expect(frameEvery(1000, 1)).toBe(1)
})

test.each([
  [1000, 150, 25],
  [1000, 97, 97],
  [1000, 94, 47],
  [4000, 90, 90],
  [250, 100, 5],
  [50, 7, 1],
])('of %i timesteps and a strip of every %i the frames are every %i', (timesteps, strip, every) => {
  expect(frameEvery(timesteps, strip)).toBe(every)
  expect(strip % every).toBe(0)
})
