import { describe, expect, test } from 'vitest'
import type { NdArray } from '../../../../src/base/shape.ts'
import type { Denoiser } from '../../../../src/diffusion/denoiser.ts'
import { sample } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import {
  hideMasked,
  type InpaintingOptions,
  inpaint,
} from '../../../../src/diffusion/tasks/inpaint.ts'
import { repaint } from '../../../../src/diffusion/tasks/repaint.ts'
import { normalNoise, streams } from '../../../../src/engine/random.ts'
import { embedding, linearCombination } from '../../../../src/engine/trace.ts'
import { coded } from '../../../coded.ts'
import { goldenDevices } from '../../../devices.ts'
import { tinySchedule } from '../../../tiny.ts'
import { imageAt, relativeError, squareImages, untrained } from './support.ts'

const sampler = buildSampler('ddpm', tinySchedule, { variance: 'small', clip: 'range' })
const maskOf = (isAnew: (x: number, y: number) => boolean): NdArray => ({
  shape: [8, 8],
  data: Float32Array.from({ length: 64 }, (_, i) => Number(isAnew(i % 8, i >> 3))),
})
/** At each timestep the share of x that a simple network takes for noise. */
const shares = Float32Array.from({ length: 10 }, (_, t) => 0.1 + 0.05 * t)
const linear: Denoiser = {
  ...{ imageShape: [8, 8, 1], parameterCount: 1, classes: 0 },
  predict: (graph, x, t) => linearCombination(embedding(graph.constant(shares, [10, 1]), t), [x]),
}

const left = maskOf((x) => x < 4)
const options = (more: Partial<InpaintingOptions> = {}): InpaintingOptions => ({
  ...untrained(),
  ...{ sampler, images: squareImages(3), mask: left, seed: 5, jumpLength: 3, resamplings: 2 },
  ...more,
})

describe('inpaint', () => {
  test('known pixels are those given, to the bit; the others are new', async () => {
    const { data } = await inpaint(options())
    const original = squareImages(3).data
    data.forEach((value, i) => {
      if (i % 8 >= 4) expect(value).toBe(original[i])
    })
    const regenerated = (numbers: Float32Array) => numbers.filter((_, i) => i % 8 < 4)
    expect(relativeError(regenerated(data), regenerated(original))).toBeGreaterThan(0.05)
  })

  test('what is hidden does not matter, what is known does', async () => {
    const whole = await inpaint(options())
    expect(await inpaint(options({ images: hideMasked(options()) }))).toEqual(whole)
    const images = squareImages(3)
    images.data[7] += 1
    const other = await inpaint(options({ images }))
    const at = Array.from({ length: 4 }, (_, i) => i)
    expect(at.map((i) => other.data[i])).not.toEqual(at.map((i) => whole.data[i]))
  })

  test('image i does not depend on how many there are, nor on the batch', async () => {
    const all = await inpaint(options())
    expect(await inpaint(options({ batchSize: 2 }))).toEqual(all)
    const first = await inpaint(options({ images: squareImages(1) }))
    expect(first.data).toEqual(imageAt(all, 0))
  })

  test('with nothing known and no way back it is sampling', async () => {
    const mask = maskOf(() => true)
    const { data } = await inpaint(options({ mask, resamplings: 1 }))
    const sampled = await sample({ ...untrained(), sampler, count: 3, seed: 5 })
    expect(relativeError(data, sampled.data)).toBeLessThan(1e-6)
  })

  test('progress counts the rows that are run', async () => {
    const totals = new Set<number>()
    await inpaint(options({ onProgress: ({ total }) => totals.add(total) }))
    expect([...totals]).toEqual([repaint(sampler, { jumpLength: 3, resamplings: 2 }).rows.length])
  })

  test.each([
    [
      { mask: { shape: [8, 9], data: new Float32Array(72) } },
      coded('inpainting.mask-does-not-fit', { shape: [8, 9] }),
    ],
    [
      { mask: { shape: [8, 8, 1], data: new Float32Array(64) } },
      coded('inpainting.mask-does-not-fit', { height: 8, width: 8 }),
    ],
    [{ mask: maskOf(() => false) }, coded('inpainting.mask-empty')],
    [
      { images: { shape: [1, 4, 4, 1], data: new Float32Array(16) } },
      coded('sampling.images-do-not-fit'),
    ],
  ])('%o is refused', async (wrong, message) => {
    await expect(inpaint(options(wrong))).rejects.toThrow(message)
  })

  test('known pixels and a sampler that puts them back belong together', async () => {
    const known = { images: squareImages(2), mask: left }
    const message = coded('inpainting.rows-do-not-fit')
    const given = { ...untrained(), count: 2 }
    await expect(sample({ ...given, sampler, known })).rejects.toThrow(message)
    await expect(sample({ ...given, sampler: repaint(sampler) })).rejects.toThrow(message)
  })

  test('is algorithm 1 of the paper, in plain loops', async () => {
    const plain = buildSampler('ddpm', tinySchedule)
    const original = squareImages(1).data
    const noise = (stream: number, step: number) =>
      normalNoise(new Float32Array(64), 5, stream, 0, step)
    let x = noise(streams.samplingNoise, 0)
    repaint(plain, { jumpLength: 3, resamplings: 2 }).rows.forEach((row, i) => {
      const z = noise(streams.samplingNoise, i + 1)
      const again = noise(streams.resampling, i + 1)
      x = x.map((value, k) => {
        const { known, back = { x: 1, noise: 0 } } = row
        const unknown = row.x! * value + row.eps! * shares[row.t] * value + row.noise! * z[k]
        const put = k % 8 < 4 ? unknown : known!.alpha * original[k] + known!.sigma * z[k]
        return back.x * put + back.noise * again[k]
      })
    })
    const weights = new Float32Array(1)
    const given = options({ model: linear, weights, sampler: plain, images: squareImages(1) })
    expect(relativeError((await inpaint(given)).data, x)).toBeLessThan(1e-5)
  })
})

describe.each(goldenDevices(['wasm']))('inpaint on $label', ({ open }) => {
  test('agrees with the reference, known pixels to the bit', async () => {
    const device = await open()
    try {
      const { data } = await inpaint(options({ device }))
      expect(relativeError(data, (await inpaint(options())).data)).toBeLessThan(1e-4)
      data.forEach((value, i) => {
        if (i % 8 >= 4) expect(value).toBe(squareImages(3).data[i])
      })
    } finally {
      await device.close()
    }
  })
})
