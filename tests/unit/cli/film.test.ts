import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { film, frameEvery, stripOf } from '../../../src/cli/film.ts'
import {
  type AncestralOptions,
  ancestral,
  initialParameters,
  linearSchedule,
  sampleWithTrajectory,
} from '../../../src/index.ts'
import { tinyModel } from '../../tiny.ts'

const schedule = linearSchedule({ timesteps: 20 })
const options = (sampling: AncestralOptions = {}) => ({
  device: openReference(),
  model: tinyModel,
  weights: initialParameters(tinyModel.parameters, 0),
  sampler: ancestral(schedule, sampling),
  count: 2,
})

/** All frames of a film, and the steps it told of. */
async function watch(every: number, sampling?: AncestralOptions) {
  const steps = film(options(sampling), every)
  for (let told = 0; ; told++) {
    const next = await steps.next()
    if (next.done) return { frames: next.value, told }
  }
}

describe('film', () => {
  test('keeps what the library’s trajectory keeps', async () => {
    const { frames, told } = await watch(5)
    expect(told).toBe(20)
    const trajectory = await sampleWithTrajectory(options(), 5)
    expect(frames.map(({ next }) => Math.max(next, 0))).toEqual(trajectory.map(({ t }) => t))
    expect(frames.map(({ images }) => images)).toEqual(trajectory.map(({ images }) => images))
  })

  test('a sampler of longer strides passes over the same levels', async () => {
    const { frames } = await watch(5, { steps: 7 })
    expect(frames[0].next).toBe(19)
    expect(frames[frames.length - 1].next).toBe(-1)
    expect(frames).toHaveLength(5)
  })

  test('a strip shows one picture for each level it was asked for', async () => {
    const { frames } = await watch(1)
    const width = (every: number) => stripOf(frames, every).width
    expect(frames).toHaveLength(21)
    expect(width(1)).toBeGreaterThan(3 * width(5))
  })
})

test('an animation has some fifty frames, in step with the strip', () => {
  expect(frameEvery(1000, 100)).toBe(20)
  expect(frameEvery(20, 100)).toBe(1)
  expect(frameEvery(1000, 1)).toBe(1)
})
