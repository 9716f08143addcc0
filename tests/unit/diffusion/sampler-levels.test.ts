/** Timesteps and noise levels that samplers visit. */

import { describe, expect, test } from 'vitest'
import { pointLevels } from '../../../src/diffusion/samplers/levels.ts'
import {
  intervalTimesteps,
  pointTimesteps,
  wholeTimesteps,
} from '../../../src/diffusion/samplers/spacing.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'

const linear = buildSchedule('linear')

describe('spacing', () => {
  const ten = (spacing: 'leading' | 'linspace' | 'trailing') => ({ steps: 10, spacing })

  test('points are those of diffusers’ DDIM', () => {
    expect(wholeTimesteps(1000, ten('leading'))).toEqual([
      900, 800, 700, 600, 500, 400, 300, 200, 100, 0,
    ])
    expect(wholeTimesteps(1000, ten('linspace'))).toEqual([
      999, 888, 777, 666, 555, 444, 333, 222, 111, 0,
    ])
    expect(wholeTimesteps(1000, ten('trailing'))).toEqual([
      999, 899, 799, 699, 599, 499, 399, 299, 199, 99,
    ])
  })

  test('points between timesteps are not rounded', () => {
    expect(pointTimesteps(1000, { steps: 5, spacing: 'linspace' })).toEqual([
      999, 749.25, 499.5, 249.75, 0,
    ])
  })

  test('intervals are those of diffusers’ DPM-Solver', () => {
    expect(intervalTimesteps(1000, ten('linspace'))).toEqual([
      999, 899, 799, 699, 599, 500, 400, 300, 200, 100,
    ])
    expect(intervalTimesteps(1000, ten('leading'))).toEqual([
      900, 810, 720, 630, 540, 450, 360, 270, 180, 90,
    ])
  })

  test('trailing has as many steps as are asked for, all of them timesteps', () => {
    for (let steps = 1; steps <= 1000; steps++) {
      const visited = wholeTimesteps(1000, { steps, spacing: 'trailing' })
      expect(new Set(visited).size).toBe(steps)
      expect([visited[0], Math.min(...visited) >= 0]).toEqual([999, true])
    }
  })
})

describe('sigmas', () => {
  const chosen = { steps: 6, spacing: 'linspace', start: 0 } as const

  test.each(['karras', 'exponential'] as const)('%s go from the first to the last', (sigmas) => {
    const own = pointLevels(linear, { ...chosen, sigmas: 'schedule' })
    const ramp = pointLevels(linear, { ...chosen, sigmas })
    expect(ramp).toHaveLength(7)
    expect(ramp[0].rho / own[0].rho).toBeCloseTo(1, 12)
    expect(ramp[5].rho / own[5].rho).toBeCloseTo(1, 12)
    expect(ramp[6].rho).toBe(0)
    expect([Math.round(ramp[0].t), Math.round(ramp[5].t)]).toEqual([999, 0])
  })

  test('exponential are evenly spaced in their logarithm', () => {
    const lambdas = pointLevels(linear, { ...chosen, sigmas: 'exponential' }).map((l) => l.lambda)
    const steps = lambdas.slice(1, 6).map((lambda, i) => lambda - lambdas[i])
    for (const step of steps) expect(step).toBeCloseTo(steps[0], 10)
  })
})
