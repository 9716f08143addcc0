import { describe, expect, test } from 'vitest'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { type SamplerName, samplerNames } from '../../../../src/diffusion/samplers/registry.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { columnsFor, namesFor } from '../../../../studio/src/pages/sample/columns.ts'
import {
  meanDifference,
  methodOf,
  samplers,
  stepStops,
  timestepsOf,
} from '../../../../studio/src/pages/sample/methods.ts'

import type { Request } from '../../../../studio/src/pages/sample/state.ts'

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

test('each class has a column of its own, where there is room', () => {
  const request = (count: number, classes: number, chosen?: readonly number[]) =>
    ({ count, model: { classes }, conditions: chosen ? { classes: chosen } : {} }) as Request
  const columns = [request(20, 10), request(3, 10), request(20, 4), request(20, 4, [1])]
  expect(columns.map((asked) => columnsFor(asked, false))).toEqual([10, 3, 8, 10])
  expect(columns.map((asked) => columnsFor(asked, true))).toEqual([5, 3, 4, 5])
  expect(namesFor(request(20, 4), 8)?.slice(0, 5)).toEqual(['0', '1', '2', '3', '0'])
  expect(namesFor(request(20, 4, [1]), 10)).toBeUndefined()
})
