import { beforeAll, describe, expect, test } from 'vitest'
import type { Denoiser } from '../../../../src/diffusion/denoiser.ts'
import { sample } from '../../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { type Target, targets } from '../../../../src/diffusion/targets.ts'
import { ddimInversion } from '../../../../src/diffusion/tasks/ddim-inversion.ts'
import { type InversionOptions, invert } from '../../../../src/diffusion/tasks/invert.ts'
import { embedding, linearCombination } from '../../../../src/engine/trace.ts'
import { coded } from '../../../coded.ts'
import { runAll, tinyOptions, tinySchedule } from '../../../tiny.ts'
import { imageAt, relativeError, squareImages, untrained } from './support.ts'

const schedule = buildSchedule('linear', { timesteps: 100, betaEnd: 0.1 })
let weights: Float32Array
beforeAll(async () => {
  weights = (await runAll(tinyOptions({ schedule, epochs: 60, learningRate: 5e-3 }))).weights
})
const options = (more: Partial<InversionOptions> = {}): InversionOptions => ({
  ...untrained(),
  ...{ weights, schedule, images: squareImages(3), steps: 50 },
  ...more,
})

const DEVIATION = 0.5

/** What a perfect network says of images whose numbers are all normal around 0. */
function gaussian(target: Target): Denoiser {
  const { timesteps, sqrtAlphaBars, sqrtOneMinusAlphaBars } = schedule
  const table = Float32Array.from({ length: timesteps }, (_, t) => {
    const [alpha, sigma] = [sqrtAlphaBars[t], sqrtOneMinusAlphaBars[t]]
    const x0 = (alpha * DEVIATION ** 2) / ((alpha * DEVIATION) ** 2 + sigma ** 2)
    const eps = (1 - alpha * x0) / sigma
    return { x0, eps, v: alpha * eps - sigma * x0 }[target]
  })
  return {
    ...{ imageShape: [8, 8, 1], parameterCount: 1, classes: 0 },
    predict: (graph, x, t) =>
      linearCombination(embedding(graph.constant(table, [timesteps, 1]), t), [x]),
  }
}

/** There and back by the same steps. @returns the relative error of the images */
async function roundTrip(more: Partial<InversionOptions> = {}): Promise<number> {
  const { steps, spacing, ...given } = options(more)
  const initial = await invert({ ...given, steps, spacing })
  const sampler = buildSampler('ddim', schedule, { steps, spacing, clip: 'none' })
  const back = await sample({ ...given, sampler, initial, count: given.images.shape[0] })
  return relativeError(back.data, given.images.data)
}

describe('invert', () => {
  test.each(['trailing', 'leading'] as const)(
    '50 steps, %s: the image comes back',
    async (spacing) => {
      expect(await roundTrip({ spacing })).toBeLessThan(0.01)
    },
  )

  test('refined it comes back more exactly', async () => {
    const [plain, refined] = [await roundTrip({ refine: false }), await roundTrip()]
    expect(refined).toBeLessThan(plain / 2)
  })

  test.each(targets)('any target: %s, where the best prediction is known', async (target) => {
    const found = options({ target, model: gaussian(target), weights: new Float32Array(1) })
    expect(await roundTrip(found)).toBeLessThan(0.02)
    // the ODE keeps every number as likely: it grows as the sigma of all does
    const [alpha, sigma] = [schedule.sqrtAlphaBars[99], schedule.sqrtOneMinusAlphaBars[99]]
    const growth = Math.hypot(alpha * DEVIATION, sigma) / DEVIATION
    const noise = found.images.data.map((value) => growth * value)
    expect(relativeError((await invert(found)).data, noise)).toBeLessThan(0.05)
  })

  test('image i does not depend on how many there are, nor on the batch', async () => {
    const all = await invert(options({ steps: 5 }))
    expect(await invert(options({ steps: 5, batchSize: 2 }))).toEqual(all)
    const first = await invert(options({ steps: 5, images: squareImages(1) }))
    expect(first.data).toEqual(imageAt(all, 0))
  })

  test('too many steps and wrong images are refused', async () => {
    await expect(invert(options({ steps: 101 }))).rejects.toThrow(
      coded('sampler.steps-out-of-range', { steps: 101 }),
    )
    const images = { shape: [8, 8, 1], data: new Float32Array(64) }
    await expect(invert(options({ images }))).rejects.toThrow(
      coded('sampling.images-do-not-fit', { shape: [8, 8, 1] }),
    )
  })
})

describe('ddimInversion', () => {
  test('with the noise exact, each step ends at its level of image and noise', () => {
    const { rows } = ddimInversion(tinySchedule, { steps: 4, refine: false })
    let x = 0.7
    for (const { alpha, sigma, x: factor = 0, eps = 0 } of rows) {
      x = factor * x + eps * -1.3
      expect(x).toBeCloseTo(alpha * 0.7 + sigma * -1.3, 12)
    }
    expect(rows.map(({ t }) => t)).toEqual([1, 4, 7, 9])
  })
})
