import { describe, expect, test } from 'vitest'
import { checkClasses, checkCounts, checkFlags } from '../../../../src/cli/train/check-flags.ts'
import {
  newSettings,
  resumedSettings,
  type TrainFlags,
} from '../../../../src/cli/train/settings.ts'
import { digits, SMALLEST_DIGITS } from '../../../../src/data/digits.ts'
import { coded } from '../../../coded.ts'
import { squares, tinyConditional, tinyModel } from '../../../tiny.ts'

const check = (typed: TrainFlags) => () =>
  checkFlags({ typed, settings: newSettings(typed), resumed: false })
const needs = (option: string) => coded('usage.option-needs', { option })
const needsWasm = coded('usage.option-of-other-device', { option: '--threads' })

describe('what was typed', () => {
  test('is taken where it counts', () => {
    expect(check({ snrGamma: 3, lossWeighting: 'min-snr' })).not.toThrow()
    expect(check({ preset: 'quick', conditionDropout: 0.2 })).not.toThrow()
    expect(check({ device: 'wasm', threads: 2 })).not.toThrow()
    expect(check({ preset: 'quick', sampleSteps: 1000 })).not.toThrow()
  })

  test('is refused where it does not', () => {
    expect(check({ snrGamma: 3 })).toThrow(needs('--snr-gamma'))
    expect(check({ preset: 'quick', classes: 'none', conditionDropout: 0.2 })).toThrow(
      needs('--condition-dropout'),
    )
    expect(check({ device: 'reference', threads: 2 })).toThrow(needsWasm)
  })

  test('of augmentation needs images that change', () => {
    const quick = { preset: 'quick' } as const
    expect(check({ ...quick, augmentCondition: true })).toThrow(needs('--augment-condition'))
    expect(check({ ...quick, augmentCondition: true, augmentFlip: true })).not.toThrow()
    const half = { ...quick, augmentProbability: 0.5 }
    expect(check({ ...half, augmentFlip: true })).toThrow(needs('--augment-probability'))
    expect(check({ ...half, augmentColour: 0.1 })).not.toThrow()
  })

  test('only that: what a preset or a resumed run says may be too much', () => {
    for (const preset of ['notebook', 'quick', 'best'] as const) {
      expect(check({ preset })).not.toThrow()
    }
    const saved = newSettings({ device: 'wasm', threads: 2, snrGamma: 3 })
    const typed = { device: 'reference' }
    const resumed = (flags: TrainFlags, run = saved) =>
      checkFlags({ typed: flags, settings: resumedSettings(run, flags), resumed: true })
    expect(() => resumed(typed)).not.toThrow()
    const more = { threads: 4 }
    const run = { ...saved, device: 'reference' }
    expect(() => resumed(more, run)).toThrow(needsWasm)
  })

  test('the smallest digits are those that can be made', () => {
    expect(digits({ count: 1, imageSize: SMALLEST_DIGITS }).height).toBe(SMALLEST_DIGITS)
    expect(() => digits({ count: 1, imageSize: SMALLEST_DIGITS - 1 })).toThrow('imageSize')
    expect(check({ data: 'digits', imageSize: SMALLEST_DIGITS })).not.toThrow()
    expect(check({ data: 'digits', imageSize: SMALLEST_DIGITS - 4 })).toThrow(
      coded('usage.out-of-data-range', { option: '--image-size', data: 'digits' }),
    )
    expect(check({ data: 'photos', imageSize: 8 })).not.toThrow()
  })

  test('images can be halved from level to level', () => {
    const uneven = (step: number) => coded('usage.image-size-uneven', { step })
    const quick = { preset: 'quick', data: 'photos' } as const
    expect(check({ ...quick, imageSize: 36 })).not.toThrow()
    expect(check({ ...quick, imageSize: 36, widths: [8, 8, 8] })).toThrow(uneven(8))
    expect(check({ data: 'photos', imageSize: 30 })).toThrow(uneven(4))
  })
})

describe('what the data decides', () => {
  test('label dropout needs labels', () => {
    const refused = (option: string) => coded('usage.option-needs-classes', { option })
    expect(() => checkClasses({ conditionDropout: 0.1 }, tinyModel, squares(3))).toThrow(
      refused('--condition-dropout'),
    )
    expect(() => checkClasses({ conditionDropout: 0.1 }, tinyConditional, squares(3))).not.toThrow()
    expect(() => checkClasses({}, tinyModel, squares(3))).not.toThrow()
    expect(() => checkClasses({ guidance: 2 }, tinyModel, squares(3))).toThrow(
      refused('--guidance'),
    )
    expect(() => checkClasses({ guidance: 1 }, tinyModel, squares(3))).not.toThrow()
  })

  test('more validation images than there are, and more in a batch, are distinguished', () => {
    const counts = (batchSize: number, validation: number, typed: TrainFlags) => () => {
      const settings = { ...newSettings({}), batchSize, validation }
      checkCounts({ typed, settings, resumed: false }, validation, squares(10))
    }
    expect(counts(3, 7, {})).not.toThrow()
    expect(counts(3, 10, { validation: 10 })).toThrow(
      coded('usage.validation-takes-all', { option: '--validation 10', images: 10 }),
    )
    expect(counts(4, 7, { batchSize: 4 })).toThrow(
      coded('usage.batch-exceeds-images', { option: '--batch-size 4', images: 3, validation: 7 }),
    )
  })
})

describe('what nobody typed', () => {
  test('is named with the preset that set it', () => {
    expect(check({ preset: 'quick', timesteps: 9 })).toThrow(
      coded('usage.sample-steps-exceed-timesteps', {
        ...{ steps: '--sample-steps 25 (set by preset quick)', timesteps: '--timesteps 9' },
      }),
    )
    expect(check({ gradAccumulation: 3 })).toThrow(
      coded('usage.parts-of-batch', { batch: '--batch-size 128 (set by preset notebook)' }),
    )
  })

  test('is named with the run that is resumed', () => {
    const settings = { ...newSettings({}), batchSize: 11 }
    expect(() => checkCounts({ typed: {}, settings, resumed: true }, 0, squares(10))).toThrow(
      coded('usage.batch-exceeds-images', { option: '--batch-size 11 (set by the run)' }),
    )
  })
})
