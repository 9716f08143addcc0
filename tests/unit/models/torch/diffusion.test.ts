import { describe, expect, test } from 'vitest'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { scheduleOfBetas, targetOfLossWeights } from '../../../../src/models/torch/diffusion.ts'
import { coded } from '../../../coded.ts'

describe('schedules of betas', () => {
  test.each(['linear', 'linear-1000', 'cosine', 'sigmoid', 'scaled-linear'] as const)(
    '%s has its name',
    (name) => {
      const betas = Float32Array.from(buildSchedule(name, { timesteps: 250 }).betas)
      expect(scheduleOfBetas(betas)).toMatchObject({ name, timesteps: 250 })
    },
  )

  test('others are themselves', () => {
    const betas = [0.1, 0.2, 0.15]
    expect(scheduleOfBetas(betas)).toMatchObject({ name: 'betas', config: { betas } })
  })

  test('what are not betas is refused', () => {
    expect(() => scheduleOfBetas([0.1, Number.NaN])).toThrow(coded(expect.any(String) as never))
    expect(() => scheduleOfBetas([2, 0.1])).toThrow(coded(expect.any(String) as never))
  })
})

describe('what is predicted, by the weights of the loss', () => {
  const schedule = buildSchedule('sigmoid', { timesteps: 100 })
  const ratios = Array.from(schedule.alphaBars, (alphaBar) => alphaBar / (1 - alphaBar))
  const limited = (limit: number) => ratios.map((ratio) => Math.min(ratio, limit))

  test.each([Number.POSITIVE_INFINITY, 5])('with a limit of %d', (limit) => {
    const weights = limited(limit)
    const target = (values: number[]) => targetOfLossWeights(schedule, Float32Array.from(values))
    expect(target(weights.map((weight, t) => weight / ratios[t]))).toBe('eps')
    expect(target(weights.map((weight, t) => weight / (ratios[t] + 1)))).toBe('v')
    expect(target(weights)).toBe('x0')
  })

  test('other weights say nothing', () => {
    expect(targetOfLossWeights(schedule, new Float32Array(100).fill(0.3))).toBeUndefined()
    expect(targetOfLossWeights(schedule, [1, 1])).toBeUndefined()
  })
})
