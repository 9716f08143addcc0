/** What scheduler configs are read as, and what of them is refused by name. */

import { describe, expect, test } from 'vitest'
import { readScheduler } from '../../../../src/interchange/diffusers/scheduler.ts'
import { coded } from '../../../coded.ts'

const ddpm = { _class_name: 'DDPMScheduler', _diffusers_version: '0.42.1' }

describe('a config', () => {
  test('may leave everything to diffusers’ defaults', () => {
    expect(readScheduler(ddpm)).toEqual({
      schedule: { name: 'linear', timesteps: 1000, betaStart: 0.0001, betaEnd: 0.02 },
      target: 'eps',
      sampling: {
        sampler: 'ddpm',
        options: { variance: 'small', clip: 'range', spacing: 'leading', stepsOffset: 0 },
      },
      notes: [],
    })
  })

  test('says which schedule, prediction type and sampler it is', () => {
    const read = readScheduler({
      ...{ _class_name: 'DDIMScheduler', beta_schedule: 'squaredcos_cap_v2' },
      ...{ prediction_type: 'v_prediction', rescale_betas_zero_snr: true, clip_sample: false },
      ...{ num_train_timesteps: 500, timestep_spacing: 'trailing', trained_betas: null },
    })
    expect(read.schedule).toMatchObject({ name: 'cosine', timesteps: 500, zeroSnr: true })
    expect(read.target).toBe('v')
    expect(read.sampling).toMatchObject({
      sampler: 'ddim',
      options: { clip: 'none', spacing: 'trailing', rederiveEps: false },
    })
  })

  test('of Heun begins with other betas', () => {
    const { schedule } = readScheduler({ _class_name: 'HeunDiscreteScheduler' })
    expect(schedule).toMatchObject({ betaStart: 0.00085, betaEnd: 0.012 })
  })

  test('without a twin here still gives its schedule, and says so', () => {
    const { schedule, sampling, notes } = readScheduler({ _class_name: 'PNDMScheduler' })
    expect(schedule.name).toBe('linear')
    expect(sampling).toBeUndefined()
    expect(notes).toHaveLength(1)
  })

  test('with keys that nobody knows, or without a name, is read with a note', () => {
    expect(readScheduler({ ...ddpm, shine: 3 }).notes).toHaveLength(1)
    expect(readScheduler({ beta_end: 0.01 }).notes).toHaveLength(1)
  })

  test('may clip dynamically where no brightness is too much', () => {
    const dynamic = { ...ddpm, thresholding: true, sample_max_value: 1e9 }
    expect(readScheduler(dynamic).sampling?.options.clip).toBe('dynamic')
    const { sampling } = readScheduler({ ...ddpm, thresholding: true })
    expect(sampling?.options.clip).toBe('range')
  })
})

describe('refuses by name', () => {
  test.each([
    [{ clip_sample_range: 2 }, 'clip_sample_range'],
    [{ thresholding: true, sample_max_value: 1.5 }, 'sample_max_value'],
    [
      { thresholding: true, sample_max_value: 1e9, dynamic_thresholding_ratio: 0.9 },
      'dynamic_thresholding_ratio',
    ],
    [{ variance_type: 'fixed_large_log' }, 'variance_type'],
    [{ beta_schedule: 'linear_or_so' }, 'beta_schedule'],
    [{ prediction_type: 'flow_prediction' }, 'prediction_type'],
    [{ beta_start: 'small' }, 'beta_start'],
    [{ trained_betas: [0.1, 'x'] }, 'trained_betas'],
    [{ clip_sample: 1 }, 'clip_sample'],
  ])('%o', (options, key) => {
    const expected = coded('config.value-not-covered', { owner: 'DDPMScheduler', key })
    expect(() => readScheduler({ ...ddpm, ...options })).toThrow(expected)
  })

  test.each([
    ['DPMSolverMultistepScheduler', { algorithm_type: 'dpmsolver' }, 'algorithm_type'],
    ['DPMSolverMultistepScheduler', { solver_order: 3 }, 'solver_order'],
    ['UniPCMultistepScheduler', { predict_x0: false }, 'predict_x0'],
    ['UniPCMultistepScheduler', { solver_order: 4 }, 'solver_order'],
    ['DEISMultistepScheduler', { use_beta_sigmas: true }, 'use_beta_sigmas'],
    ['EulerDiscreteScheduler', { timestep_type: 'continuous' }, 'timestep_type'],
  ])('%s %o', (scheduler, options, key) => {
    const expected = coded('config.value-not-covered', { owner: scheduler, key })
    expect(() => readScheduler({ _class_name: scheduler, ...options })).toThrow(expected)
  })

  test.each(['FlowMatchEulerDiscreteScheduler', 'EDMEulerScheduler', 'constructor'])(
    '%s',
    (name) => {
      const expected = coded('scheduler.not-of-diffusion', { scheduler: name })
      expect(() => readScheduler({ _class_name: name })).toThrow(expected)
    },
  )

  test.each([null, [], 3, 'DDPM'])('%o', (json) => {
    expect(() => readScheduler(json)).toThrow(coded('config.not-an-object'))
  })
})
