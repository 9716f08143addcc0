import { describe, expect, test } from 'vitest'
import { initialNoise } from '../../../../src/diffusion/initial-noise.ts'
import { denoise } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { samplerNames } from '../../../../src/diffusion/samplers/registry.ts'
import { addNoise } from '../../../../src/diffusion/schedules.ts'
import { imageToImage } from '../../../../src/diffusion/tasks/img2img.ts'
import { coded } from '../../../coded.ts'
import { tinySchedule } from '../../../tiny.ts'
import { imageAt, relativeError, squareImages, untrained } from './support.ts'

const run = (strength: number, more: object = {}) => {
  const sampler = buildSampler('ddpm', tinySchedule, { strength })
  return imageToImage({ ...untrained(), sampler, images: squareImages(3), seed: 5, ...more })
}

describe('strength', () => {
  test.each([
    [1, 10],
    [0.999, 9],
    [0.6, 6],
    [0.58, 5],
    [0.1, 1],
  ])('%d of 10 steps takes %i, as diffusers', (strength, taken) => {
    const all = buildSampler('ddim', tinySchedule, { steps: 10 }).rows
    expect(buildSampler('ddim', tinySchedule, { steps: 10, strength }).rows).toEqual(
      all.slice(10 - taken),
    )
  })

  test('it is the start of every sampler', () => {
    for (const name of samplerNames) {
      const options = { steps: 5, strength: 0.5 }
      const { rows } = buildSampler(name, tinySchedule, options)
      expect(rows, name).toEqual(buildSampler(name, tinySchedule, { steps: 5, start: 3 }).rows)
    }
  })

  test.each([
    [0, coded('option.out-of-range', { name: 'strength' })],
    [-0.5, coded('option.out-of-range', { name: 'strength' })],
    [1.01, coded('option.out-of-range', { name: 'strength' })],
    [Number.NaN, coded('option.out-of-range', { name: 'strength' })],
    [0.09, coded('sampler.strength-takes-no-step', { strength: 0.09, steps: 10 })],
  ])('%d is refused', (strength, message) => {
    expect(() => buildSampler('ddim', tinySchedule, { steps: 10, strength })).toThrow(message)
  })
})

describe('imageToImage', () => {
  test('begins at the images, noised to the first row’s timestep', async () => {
    const images = squareImages(1)
    const noise = initialNoise([1, 8, 8, 1], 5, 0)
    const x = addNoise(tinySchedule, images.data, 0, noise)
    const sampler = buildSampler('ddpm', tinySchedule, { strength: 0.1 })
    const initial = { shape: images.shape, data: x }
    let end: Float32Array | undefined
    for await (const { read } of denoise({ ...untrained(), sampler, count: 1, initial })) {
      end = (await read()).data
    }
    const { data } = await run(0.1, { images })
    expect(relativeError(data, end!)).toBeLessThan(1e-6)
  })

  test('a low strength keeps more of the image than a high one', async () => {
    const [low, high] = [await run(0.1), await run(1)]
    const errors = [low, high].map(({ data }) => relativeError(data, squareImages(3).data))
    expect(errors[0]).toBeLessThan(0.2)
    expect(errors[1]).toBeGreaterThan(2 * errors[0])
  })

  test('image i does not depend on how many there are, nor on the batch', async () => {
    const all = await run(0.6)
    expect(all.shape).toEqual([3, 8, 8, 1])
    expect(await run(0.6, { batchSize: 2 })).toEqual(all)
    const first = await run(0.6, { images: squareImages(1) })
    expect(first.data).toEqual(imageAt(all, 0))
  })

  test('images of another size are refused', async () => {
    const images = { shape: [1, 8, 9, 1], data: new Float32Array(72) }
    await expect(run(0.5, { images })).rejects.toThrow(
      coded('sampling.images-do-not-fit', { shape: [1, 8, 9, 1], wanted: '(N, 8, 8, 1)' }),
    )
  })

  test('stops when aborted, and reports its progress', async () => {
    const controller = new AbortController()
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(6)
      if (done === 2) controller.abort()
    }
    const stopped = run(0.6, { signal: controller.signal, onProgress })
    await expect(stopped).rejects.toThrow(/abort/i)
  })
})
