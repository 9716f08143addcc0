import { describe, expect, test } from 'vitest'
import { openReference } from '../../../../src/backends/reference/device.ts'
import type { NdArray } from '../../../../src/base/shape.ts'
import type { GuidanceOptions } from '../../../../src/diffusion/guidance.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { imageToImage } from '../../../../src/diffusion/tasks/img2img.ts'
import { inpaint } from '../../../../src/diffusion/tasks/inpaint.ts'
import { interpolateImages, interpolateSeeds } from '../../../../src/diffusion/tasks/interpolate.ts'
import { invert } from '../../../../src/diffusion/tasks/invert.ts'
import { coded } from '../../../coded.ts'
import { tinySchedule as schedule, tinyConditional } from '../../../tiny.ts'
import { imageAt, relativeError, squareImages, untrained } from './support.ts'

/** Weights that put classes well apart. */
const conditional = () => ({
  device: openReference(),
  model: tinyConditional,
  weights: Float32Array.from({ length: tinyConditional.parameterCount }, (_, i) => Math.sin(i) / 3),
})
const mask = { shape: [8, 8], data: Float32Array.from({ length: 64 }, (_, i) => i % 2) }

/** Every task, of three images each; those at its ends are nobody's but their own. */
const tasks: Record<string, (asked: GuidanceOptions, model?: object) => Promise<NdArray>> = {
  img2img: (asked, model = conditional()) => {
    const sampler = buildSampler('ddpm', schedule, { strength: 0.5 })
    return imageToImage({ ...conditional(), ...model, ...asked, sampler, images: squareImages(3) })
  },
  inpaint: (asked, model = conditional()) => {
    const sampler = buildSampler('ddpm', schedule, { variance: 'small' })
    return inpaint({ ...conditional(), ...model, ...asked, sampler, mask, images: squareImages(3) })
  },
  'interpolate seeds': (asked, model = conditional()) => {
    const sampler = buildSampler('ddim', schedule, { clip: 'none' })
    const seeds = [1, 2] as const
    return interpolateSeeds({ ...conditional(), ...model, ...asked, sampler, seeds, frames: 3 })
  },
  'interpolate images': (asked, model = conditional()) => {
    const images = squareImages(2)
    return interpolateImages({ ...conditional(), ...model, ...asked, schedule, images, frames: 3 })
  },
  invert: (asked, model = conditional()) => {
    return invert({ ...conditional(), ...model, ...asked, schedule, images: squareImages(3) })
  },
}
const withGuidance = ['img2img', 'inpaint', 'interpolate seeds']

describe.each(Object.keys(tasks))('%s', (name) => {
  const task = tasks[name]

  test('an image follows its own label, and is of any class without one', async () => {
    const mixed = await task({ labels: [0, 1, 3] })
    const first = await task({ labels: [0, 0, 0] })
    expect(first).not.toEqual(await task({}))
    expect(imageAt(mixed, 0)).toEqual(imageAt(first, 0))
    expect(imageAt(mixed, 2)).not.toEqual(imageAt(first, 2))
  })

  test.each([
    [{ labels: [0, 1] }, coded('labels.count', { labels: 2, images: 3 })],
    [{ labels: [0, 1, 4] }, coded('labels.unknown-class', { label: 4 })],
    [{ guidance: 2 }, /no classes are asked for|inversion needs 1/],
  ])('%o is refused', async (wrong, message) => {
    await expect(task(wrong)).rejects.toThrow(message)
  })

  test('a model without classes takes neither labels nor guidance', async () => {
    await expect(task({ labels: [0, 0, 0] }, untrained())).rejects.toThrow(/without labels/)
    await expect(task({ guidance: 2 }, untrained())).rejects.toThrow(/without guid|inversion/)
  })
})

test.each(withGuidance)('%s: guidance leads further from any class', async (name) => {
  const labels = [2, 2, 2]
  const distances: number[] = []
  for (const guidance of [0, 1, 3]) {
    const { data } = await tasks[name]({ labels, guidance })
    distances.push(relativeError(data, (await tasks[name]({})).data))
  }
  const [none, plain, strong] = distances
  expect([none < 1e-6, plain > 1e-3, strong > 1.5 * plain]).toEqual([true, true, true])
})

describe('inversion with labels', () => {
  const labels = [0, 3, 3]

  test('ends are inverted as what they are asked to be', async () => {
    const frames = await tasks['interpolate images']({ labels })
    for (const [frame, image] of [
      [0, 0],
      [2, 1],
    ]) {
      const given = imageAt(squareImages(2), image)
      expect(relativeError(imageAt(frames, frame), given)).toBeLessThan(0.1)
    }
  })

  test.each(['invert', 'interpolate images'])('%s refuses guidance', async (name) => {
    const wrong = tasks[name]({ labels, guidance: 1.5 })
    await expect(wrong).rejects.toThrow(
      coded('guidance.not-one-while-inverting', { guidance: 1.5 }),
    )
  })
})
