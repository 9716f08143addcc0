/** Our samplers and schedules as configs, read back. */

import { describe, expect, test } from 'vitest'
import type { SamplerName } from '../../../../src/diffusion/samplers/registry.ts'
import { samplerNames } from '../../../../src/diffusion/samplers/registry.ts'
import {
  buildSchedule,
  scheduleFromConfig,
  scheduleNames,
} from '../../../../src/diffusion/schedules.ts'
import { readScheduler } from '../../../../src/interchange/diffusers/scheduler.ts'
import { writeScheduler } from '../../../../src/interchange/diffusers/write-scheduler.ts'

const linear = buildSchedule('linear')
const written = (sampler: SamplerName, options: object = {}) =>
  writeScheduler(linear, 'v', { sampler, options })

describe('samplers', () => {
  test.each(samplerNames)('%s comes back with its options', (sampler) => {
    const spacing = { spacing: 'leading', stepsOffset: 1 } as const
    const { config } = written(sampler, { ...spacing, clip: 'none' })
    const read = readScheduler(config)
    expect(read.target).toBe('v')
    expect(read.sampling).toMatchObject({ sampler, options: { ...spacing, clip: 'none' } })
  })

  test.each(['ddpm', 'ddim', 'dpm-solver++', 'unipc', 'deis'] as const)(
    '%s clips as it did',
    (sampler) => {
      for (const clip of ['none', 'range', 'dynamic'] as const) {
        const { sampling } = readScheduler(written(sampler, { clip }).config)
        expect(sampling?.options.clip).toBe(clip)
      }
    },
  )

  test.each([
    ['ddim', { eta: 0.5, rederiveEps: false }],
    ['ddim', {}],
    ['dpm-solver++', { eta: 0.5 }],
    ['deis', {}],
    ['euler', { clip: 'range' }],
    ['euler-ancestral', { clip: 'none', sigmas: 'karras' }],
    ['heun', { clip: 'dynamic' }],
  ] as const)('what %s %o has and its scheduler has not is said', (sampler, options) => {
    expect(written(sampler, options).notes).toHaveLength(1)
  })
})

describe('schedules', () => {
  const sampling = { sampler: 'ddpm', options: {} } as const

  test.each(scheduleNames)('%s keeps its betas', (name) => {
    for (const zeroSnr of [false, true]) {
      const schedule = buildSchedule(name, { timesteps: 50, zeroSnr } as never)
      const { config } = writeScheduler(schedule, 'v', sampling)
      const again = scheduleFromConfig(readScheduler(config).schedule)
      expect(again.betas).toEqual(schedule.betas)
    }
  })
})
