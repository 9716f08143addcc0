import { describe, expect, test } from 'vitest'
import { sample } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import {
  type ImageInterpolation,
  interpolateImages,
  interpolateImagesInSteps,
  interpolateSeeds,
  type SeedInterpolation,
} from '../../../../src/diffusion/tasks/interpolate.ts'
import { coded } from '../../../coded.ts'
import { tinySchedule } from '../../../tiny.ts'
import { imageAt, relativeError, squareImages, untrained } from './support.ts'

const seeds = (more: Partial<SeedInterpolation> = {}): SeedInterpolation => ({
  ...untrained(),
  ...{ sampler: buildSampler('ddim', tinySchedule), seeds: [1, 2], frames: 4 },
  ...more,
})
const images = (more: Partial<ImageInterpolation> = {}): ImageInterpolation => ({
  ...untrained(),
  ...{ schedule: tinySchedule, images: squareImages(2), frames: 3 },
  ...more,
})

describe('interpolateSeeds', () => {
  test('its ends are the first images of both seeds', async () => {
    const frames = await interpolateSeeds(seeds())
    expect(frames.shape).toEqual([4, 8, 8, 1])
    for (const [i, seed] of [
      [0, 1],
      [3, 2],
    ]) {
      const end = await sample({
        ...untrained(),
        sampler: buildSampler('ddim', tinySchedule),
        count: 1,
        seed,
      })
      expect(imageAt(frames, i)).toEqual(end.data)
    }
  })

  test('a seed and itself are one image', async () => {
    const frames = await interpolateSeeds(seeds({ seeds: [1, 1] }))
    expect(imageAt(frames, 1)).toEqual(imageAt(frames, 3))
  })

  test('it does not depend on the batch', async () => {
    expect(await interpolateSeeds(seeds({ batchSize: 3 }))).toEqual(await interpolateSeeds(seeds()))
  })

  test.each([
    [{ frames: 1 }, coded('sampling.number-out-of-range', { name: 'frames' })],
    [
      { sampler: buildSampler('ddpm', tinySchedule) },
      coded('interpolation.sampler-is-stochastic', { name: 'ddpm' }),
    ],
    [{ seeds: [1, 0.5] as const }, /seed is 0.5/],
  ])('%o is refused', async (wrong, message) => {
    await expect(interpolateSeeds(seeds(wrong))).rejects.toThrow(message)
  })
})

describe('interpolateImages', () => {
  test('its ends are nearly the images, and its middle neither', async () => {
    const frames = await interpolateImages(images())
    const given = squareImages(2)
    expect(relativeError(imageAt(frames, 0), imageAt(given, 0))).toBeLessThan(0.1)
    expect(relativeError(imageAt(frames, 2), imageAt(given, 1))).toBeLessThan(0.1)
    expect(relativeError(imageAt(frames, 1), imageAt(given, 0))).toBeGreaterThan(0.2)
  })

  test('progress counts both ways, in batches of any size', async () => {
    const steps = interpolateImagesInSteps(images({ batchSize: 1, refine: false }))
    const seen: string[] = []
    for await (const { done, total } of steps) seen.push(`${done}/${total}`)
    expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 1}/50`))
  })

  test('takes two images', async () => {
    await expect(interpolateImages(images({ images: squareImages(3) }))).rejects.toThrow(
      /the model needs \(2, 8, 8, 1\)/,
    )
  })
})
