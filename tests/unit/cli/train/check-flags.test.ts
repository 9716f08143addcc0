import { describe, expect, test } from 'vitest'
import { UsageError } from '../../../../src/cli/errors.ts'
import {
  checkClasses,
  checkCounts,
  checkFlags,
  SMALLEST_DIGITS,
} from '../../../../src/cli/train/check-flags.ts'
import {
  newSettings,
  resumedSettings,
  type TrainFlags,
} from '../../../../src/cli/train/settings.ts'
import { digits } from '../../../../src/data/digits.ts'
import { squares, tinyConditional, tinyModel } from '../../../tiny.ts'

const check = (typed: TrainFlags) => () => checkFlags(typed, newSettings(typed))

describe('what was typed', () => {
  test('is taken where it counts', () => {
    expect(check({ snrGamma: 3, lossWeighting: 'min-snr' })).not.toThrow()
    expect(check({ preset: 'quick', conditionDropout: 0.2 })).not.toThrow()
    expect(check({ device: 'wasm', threads: 2 })).not.toThrow()
    expect(check({ preset: 'quick', sampleSteps: 1000 })).not.toThrow()
  })

  test('is refused where it does not', () => {
    expect(check({ snrGamma: 3 })).toThrow(UsageError)
    expect(check({ preset: 'quick', classes: 'none', conditionDropout: 0.2 })).toThrow(
      'know classes',
    )
    expect(check({ device: 'reference', threads: 2 })).toThrow('--threads is for wasm')
  })

  test('only that: what a preset or a resumed run says may be too much', () => {
    for (const preset of ['notebook', 'quick', 'best'] as const) {
      expect(check({ preset })).not.toThrow()
    }
    const saved = newSettings({ device: 'wasm', threads: 2, snrGamma: 3 })
    const typed = { device: 'reference' }
    expect(() => checkFlags(typed, resumedSettings(saved, typed))).not.toThrow()
    const more = { threads: 4 }
    const run = { ...saved, device: 'reference' }
    expect(() => checkFlags(more, resumedSettings(run, more))).toThrow('--threads is for wasm')
  })

  test('the smallest digits are those that can be made', () => {
    expect(digits({ count: 1, size: SMALLEST_DIGITS }).height).toBe(SMALLEST_DIGITS)
    expect(() => digits({ count: 1, size: SMALLEST_DIGITS - 1 })).toThrow('size')
    expect(check({ data: 'photos', imageSize: 8 })).not.toThrow()
  })
})

describe('what the data tells', () => {
  test('label dropout needs labels', () => {
    expect(() => checkClasses({ conditionDropout: 0.1 }, tinyModel, squares(3))).toThrow(
      '--label-dropout',
    )
    expect(() => checkClasses({ conditionDropout: 0.1 }, tinyConditional, squares(3))).not.toThrow()
    expect(() => checkClasses({}, tinyModel, squares(3))).not.toThrow()
    expect(() => checkClasses({ guidance: 2 }, tinyModel, squares(3))).toThrow('--guidance')
    expect(() => checkClasses({ guidance: 1 }, tinyModel, squares(3))).not.toThrow()
  })

  test('more held out than there is, and more in a batch, are told apart', () => {
    const counts = (batchSize: number, validation: number) => () =>
      checkCounts({ batchSize, validation }, squares(10))
    expect(counts(3, 7)).not.toThrow()
    expect(counts(3, 10)).toThrow(
      '--held-out 10 leaves none of the 10 images of squares to train on: use at most 9',
    )
    expect(counts(4, 7)).toThrow(
      '--batch-size 4 is more than the 3 images of squares without the 7',
    )
  })
})
