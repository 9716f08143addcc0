import { describe, expect, test } from 'vitest'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { type SamplerName, samplerNames } from '../../../../src/diffusion/samplers/registry.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { columnsFor } from '../../../../studio/src/pages/sample/columns.ts'
import {
  meanDifference,
  methodOf,
  samplers,
  stepStops,
  timestepsOf,
} from '../../../../studio/src/pages/sample/methods.ts'

const images = (...bytes: number[]) => ({
  shape: [1, 1, bytes.length, 1] as const,
  bytes: Uint8Array.from(bytes),
})

test('every sampler of the library can be chosen', () => {
  expect([...samplers].sort()).toEqual([...samplerNames].sort())
})

test.each([...samplerNames])(
  'the usual way of %s can be gone, and is a stop',
  (name: SamplerName) => {
    const { sampler, steps } = methodOf(name)
    expect(
      buildSampler(sampler, buildSchedule('linear'), { steps }).rows.length,
    ).toBeGreaterThanOrEqual(steps)
    expect(stepStops(1000)).toContain(steps)
  },
)

describe('steps', () => {
  test('end with all of a schedule’s', () => {
    expect(stepStops(1000).at(-1)).toBe(1000)
    expect(stepStops(9)).toEqual([1, 2, 4, 6, 8, 9])
    expect(stepStops(1)).toEqual([1])
  })

  test('are known of every kind of schedule', () => {
    expect(timestepsOf(undefined)).toBe(1000)
    const linear = { name: 'linear', timesteps: 300, betaStart: 1e-4, betaEnd: 0.02 } as const
    expect(timestepsOf({ schedule: linear })).toBe(300)
    expect(timestepsOf({ schedule: { name: 'betas', betas: [0.1, 0.2] } })).toBe(2)
  })
})

test('the mean difference is a share of black to white', () => {
  expect(meanDifference(images(0, 255), images(0, 255))).toBe(0)
  expect(meanDifference(images(0, 255), images(255, 0))).toBe(1)
  expect(meanDifference(images(0, 51), images(0, 0))).toBeCloseTo(0.1)
})

test('each digit has a column of its own, where there is room', () => {
  expect([columnsFor(20, false), columnsFor(20, true), columnsFor(3, false)]).toEqual([10, 5, 3])
})
