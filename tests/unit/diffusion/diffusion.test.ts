import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { denoise, sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { addNoise, buildSchedule } from '../../../src/diffusion/schedules.ts'
import {
  sampleWithTrajectory,
  thinTrajectory,
  trajectoryLabel,
} from '../../../src/diffusion/trajectory.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { coded } from '../../coded.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const weights = initialParameters(tinyModel.parameters, 3)
const sampler = buildSampler('ddpm', tinySchedule)
const options = () => ({ device: openReference(), model: tinyModel, weights, sampler })

describe('the linear schedule', () => {
  test.each([
    [{ timesteps: 0 }, { name: 'timesteps', value: '0' }],
    [{ timesteps: 2.5 }, { name: 'timesteps', value: '2.5' }],
    [{ betaStart: 0 }, { name: 'betaStart', range: 'a number above 0 and below 1' }],
    [{ betaEnd: 1 }, { name: 'betaEnd' }],
    [{ betaEnd: Number.NaN }, { name: 'betaEnd', value: 'NaN' }],
  ])('%o is refused', (wrong, values) => {
    expect(() => buildSchedule('linear', wrong)).toThrow(coded('option.out-of-range', values))
  })

  test('one timestep is a schedule too', () => {
    expect([...buildSchedule('linear', { timesteps: 1 }).betas]).toEqual([1e-4])
  })
})

describe('addNoise', () => {
  test('mixes image and noise as the closed form says', () => {
    const schedule = buildSchedule('linear')
    const [mixed] = addNoise(schedule, Float32Array.of(0.5), 500, Float32Array.of(2))
    const alphaBar = schedule.alphaBars[500]
    expect(mixed).toBeCloseTo(Math.sqrt(alphaBar) * 0.5 + Math.sqrt(1 - alphaBar) * 2, 6)
  })

  test('refuses timesteps outside the schedule', () => {
    expect(() => addNoise(tinySchedule, new Float32Array(1), 10, new Float32Array(1))).toThrow(
      /timestep is 10: use a whole number from 0 to 9/,
    )
  })
})

describe('ancestral', () => {
  test('rows are the notebook’s coefficients', () => {
    const schedule = buildSchedule('linear')
    const { rows } = buildSampler('ddpm', schedule)
    expect(rows.map(({ t }) => t)).toEqual([...Array(1000).keys()].reverse())
    for (const { t, x, eps, noise } of rows) {
      const [alpha, beta] = [schedule.alphas[t], schedule.betas[t]]
      const coef2 = (1 - alpha) / Math.sqrt(1 - schedule.alphaBars[t])
      expect(x).toBeCloseTo(1 / Math.sqrt(alpha), 12)
      expect(eps).toBeCloseTo(-coef2 / Math.sqrt(alpha), 12)
      expect(noise).toBeCloseTo(t > 0 ? Math.sqrt(beta) : 0, 12)
    }
  })

  test.each([1, 2, 7, 10])('%i steps end at the image and start at T - 1', (steps) => {
    const { rows } = buildSampler('ddpm', tinySchedule, { steps })
    expect(rows).toHaveLength(steps)
    expect(rows[0].t).toBe(9)
    expect(rows.at(-1)?.noise).toBe(0)
    // With eps exact, the last row must land on x0: its x and eps undo what is left of the noise.
    const { t, x = 0, eps = 0 } = rows.at(-1)!
    const { sqrtAlphaBars, sqrtOneMinusAlphaBars } = tinySchedule
    expect(x * sqrtAlphaBars[t]).toBeCloseTo(1, 12)
    expect(x * sqrtOneMinusAlphaBars[t] + eps).toBeCloseTo(0, 12)
  })

  test.each([0, 11, 1.5, Number.NaN])('%d steps are refused', (steps) => {
    expect(() => buildSampler('ddpm', tinySchedule, { steps })).toThrow(
      /use a whole number from 1 to 10/,
    )
  })
})

describe('sample', () => {
  test('image i does not depend on how many are made, nor on the batch', async () => {
    const all = await sample({ ...options(), count: 7, seed: 5 })
    const one = await sample({ ...options(), count: 1, seed: 5 })
    const cut = await sample({ ...options(), count: 7, seed: 5, batchSize: 3 })
    expect(cut).toEqual(all)
    expect(one.data).toEqual(all.data.slice(0, 64))
    expect(all.shape).toEqual([7, 8, 8, 1])
  })

  test('another seed gives other images', async () => {
    const [a, b] = await Promise.all([0, 1].map((seed) => sample({ ...options(), count: 1, seed })))
    expect(a.data).not.toEqual(b.data)
  })

  test('reports progress over all batches', async () => {
    const seen: string[] = []
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      seen.push(`${done}/${total}`)
    }
    await sample({ ...options(), count: 3, batchSize: 2, onProgress })
    expect(seen).toHaveLength(20)
    expect(seen.at(-1)).toBe('20/20')
  })

  test('stops when aborted', async () => {
    const controller = new AbortController()
    const states = denoise({ ...options(), count: 1, signal: controller.signal })
    await states.next()
    controller.abort()
    await expect(states.next()).rejects.toThrow(/abort/i)
  })

  test.each([
    [{ count: 0 }, coded('sampling.number-out-of-range', { name: 'count' })],
    [{ seed: 1.5 }, /seed is 1.5/],
    [{ weights: new Float32Array(5) }, coded('sampling.weights-do-not-fit', { weights: 5 })],
  ])('%o is refused', async (wrong, message) => {
    await expect(sample({ ...options(), ...wrong })).rejects.toThrow(message)
  })
})

describe('sampleWithTrajectory', () => {
  test('keeps the noise and each t divisible by saveEvery', async () => {
    const frames = await sampleWithTrajectory({ ...options(), count: 2 }, 4)
    expect(frames.map(({ next }) => next)).toEqual([9, 7, 3, -1])
    const whole = await sample({ ...options(), count: 2 })
    expect(frames.at(-1)?.images).toEqual(whole)
  })

  test('keeps the state after a kept timestep, where the sampler skips', async () => {
    const longer = buildSampler('ddpm', tinySchedule, { steps: 3 }) // visits 9, 6, 2
    const frames = await sampleWithTrajectory({ ...options(), sampler: longer, count: 1 }, 4)
    expect(frames.map(({ next }) => next)).toEqual([9, 6, 2, -1])
    expect(thinTrajectory(frames, 8).map(trajectoryLabel)).toEqual(['t=9', 't=6', 't=0'])
  })

  test('refuses a saveEvery of 0', async () => {
    await expect(sampleWithTrajectory(options(), 0)).rejects.toThrow(
      coded('sampling.number-out-of-range', { name: 'saveEvery' }),
    )
  })
})
