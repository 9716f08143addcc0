import { describe, expect, test } from 'vitest'
import { sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { checkBeginsAtNoise } from '../../../src/diffusion/samplers/check.ts'
import { samplerNames } from '../../../src/diffusion/samplers/registry.ts'
import {
  buildSchedule,
  scheduleFromConfig,
  zeroTerminalSnr,
} from '../../../src/diffusion/schedules.ts'
import { imageToImage } from '../../../src/diffusion/tasks/img2img.ts'
import { interpolateSeeds } from '../../../src/diffusion/tasks/interpolate.ts'
import { tinySchedule } from '../../tiny.ts'
import { squareImages, untrained } from './tasks/support.ts'

const linear = buildSchedule('linear')

describe.each(samplerNames)('%s', (name) => {
  const check = (options: Parameters<typeof buildSampler>[2], schedule = linear) =>
    checkBeginsAtNoise(buildSampler(name, schedule, options))

  test('refuses pure noise where leading begins amid the schedule', () => {
    for (const steps of [1, 501, 550, 600]) {
      expect(() => check({ steps, spacing: 'leading' }), `${steps} steps`).toThrow(/trailing/)
    }
    for (const steps of [10, 25, 50, 300, 1000]) check({ steps, spacing: 'leading' })
  })

  test('takes trailing and linspace with any number of steps', () => {
    const schedules = [linear, buildSchedule('cosine'), zeroTerminalSnr(linear), tinySchedule]
    for (const schedule of schedules) {
      const T = schedule.timesteps
      for (const spacing of ['trailing', 'linspace'] as const) {
        for (const steps of [1, 7, Math.floor(0.6 * T), T - 1, T]) {
          if (steps <= T) check({ steps, spacing }, schedule)
        }
      }
    }
  })

  test('refuses pure noise where first steps are left out', () => {
    expect(() => check({ steps: 10, strength: 0.5 })).toThrow(/strength/)
    expect(() => check({ steps: 10, start: 5 })).toThrow(/start/)
  })
})

test('ramps of sigmas begin where their spacing does', () => {
  for (const sigmas of ['karras', 'exponential'] as const) {
    checkBeginsAtNoise(buildSampler('euler', linear, { steps: 600, sigmas }))
    const early = { steps: 600, sigmas, spacing: 'leading' } as const
    expect(() => checkBeginsAtNoise(buildSampler('euler', linear, early))).toThrow(/trailing/)
    // a ramp over intervals goes over the whole schedule, whatever the spacing
    checkBeginsAtNoise(buildSampler('unipc', linear, early))
  }
})

describe('tasks', () => {
  const early = buildSampler('ddim', tinySchedule, { steps: 6, spacing: 'leading' })

  test('from pure noise refuse a sampler that begins amid the schedule', async () => {
    const noise = { ...untrained(), sampler: early }
    await expect(sample({ ...noise, count: 1 })).rejects.toThrow(/timestep 5 of 9/)
    await expect(interpolateSeeds({ ...noise, seeds: [1, 2] })).rejects.toThrow(/timestep 5 of 9/)
  })

  test('from images noise them to the level where it begins', async () => {
    const made = await imageToImage({ ...untrained(), sampler: early, images: squareImages(1) })
    expect(made.shape).toEqual([1, 8, 8, 1])
  })
})

describe('a sampler of another schedule', () => {
  const asked = { ...untrained(), count: 1 }

  test.each([
    ['of more timesteps', buildSchedule('linear', { timesteps: 20, betaEnd: 0.3 })],
    ['of another name', buildSchedule('cosine', { timesteps: 10 })],
    ['of other betas', buildSchedule('linear', { timesteps: 10, betaEnd: 0.4 })],
  ])('%s is refused', async (_, schedule) => {
    const run = sample({
      ...asked,
      schedule: tinySchedule,
      sampler: buildSampler('ddim', schedule),
    })
    await expect(run).rejects.toThrow(/ddim is built for the schedule/)
  })

  test('an equal one is taken, and so is one where the model says none', async () => {
    const sampler = buildSampler('ddim', scheduleFromConfig(tinySchedule.config))
    const made = await sample({ ...asked, schedule: tinySchedule, sampler })
    expect(await sample({ ...asked, sampler })).toEqual(made)
  })
})
