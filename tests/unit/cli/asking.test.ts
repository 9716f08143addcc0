import { describe, expect, test } from 'vitest'
import { type Asking, askFor, quickSampler } from '../../../src/cli/asking.ts'
import { stepsOf } from '../../../src/cli/tasks/sampler.ts'
import { DEFAULT_GUIDANCE } from '../../../src/diffusion/sampling-defaults.ts'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { coded } from '../../coded.ts'
import { tinyConditional, tinyModel, tinySchedule } from '../../tiny.ts'

function loadedOf(model: typeof tinyModel) {
  const weights = initialParameters(model.parameters, 3)
  return { network: model, weights, schedule: tinySchedule, target: 'eps', path: 'm' } as const
}

const asked = (model: typeof tinyModel, asking: Partial<Asking> = {}) =>
  askFor({ sampler: 'ddim', ...asking }, loadedOf(model), 6)

describe('a model with classes', () => {
  test('is asked for every class in turn, as strongly as usual', () => {
    expect(asked(tinyConditional)).toMatchObject({
      labels: [0, 1, 2, 3, 0, 1],
      guidance: DEFAULT_GUIDANCE,
      guidanceRescale: undefined,
    })
  })

  test('is asked for what is said, and the rest as usual', () => {
    const labels = [2, 1, 2, 1, 2, 1]
    const guidance = DEFAULT_GUIDANCE
    expect(asked(tinyConditional, { classes: ['2', '1'] })).toMatchObject({ labels, guidance })
    expect(asked(tinyConditional, { guidance: 4, guidanceRescale: 0.7 })).toMatchObject({
      ...{ labels: [0, 1, 2, 3, 0, 1], guidance: 4, guidanceRescale: 0.7 },
    })
    expect(asked(tinyConditional, { guidanceRescale: 0.7 })).toMatchObject({
      ...{ labels: [0, 1, 2, 3, 0, 1], guidance, guidanceRescale: 0.7 },
    })
  })
})

describe('a model without classes', () => {
  test('is asked for none, and for no guidance', () => {
    const { labels, guidance, guidanceRescale } = asked(tinyModel)
    expect([labels, guidance, guidanceRescale]).toEqual([undefined, undefined, undefined])
  })

  test('is asked for what is said, for the library to refuse', () => {
    expect(asked(tinyModel, { guidanceRescale: 0.7 })).toMatchObject({ guidanceRescale: 0.7 })
    expect(() => asked(tinyModel, { classes: ['1'] })).toThrow(coded('model.without-classes'))
  })
})

test('models of eps are sampled by ddpm, others in few steps, by default', () => {
  const schedule = buildSchedule('linear', { timesteps: 50, betaEnd: 0.2 })
  const rows = (target: 'eps' | 'v', asking: Asking = {}) =>
    askFor(asking, { ...loadedOf(tinyModel), schedule, target }, 1).sampler.rows.length
  expect([rows('eps'), rows('v'), rows('v', { sampler: 'ddpm', steps: 7 })]).toEqual([50, 25, 7])
})

test('more steps than the model has are refused, for a task as well', () => {
  const refusal = coded('usage.steps-exceed-timesteps', { steps: 11, timesteps: 10 })
  expect(() => asked(tinyModel, { steps: 11 })).toThrow(refusal)
  expect(() => stepsOf(tinySchedule, 11)).toThrow(refusal)
  expect([stepsOf(tinySchedule, undefined), stepsOf(tinySchedule, 7)]).toEqual([10, 7])
})

test('a flag that the sampler does not have is refused by name', () => {
  const asking = { samplerOptions: { order: 3 } }
  expect(() => asked(tinyModel, asking)).toThrow(
    coded('usage.option-of-other-sampler', { option: '--order', sampler: 'ddim' }),
  )
  expect(() => asked(tinyModel, { samplerOptions: { eta: 2 } })).toThrow(
    coded('option.out-of-range', { name: 'eta' }),
  )
})

test('many samples are made by the usual sampler, unless that takes all timesteps', () => {
  const loaded = loadedOf(tinyModel)
  expect(quickSampler(loaded)).toBe('dpm-solver++')
  expect(quickSampler({ ...loaded, target: 'v' })).toBeUndefined()
  const sampling = { sampler: 'ddim', options: {} } as const
  expect(quickSampler({ ...loaded, sampling })).toBeUndefined()
})
