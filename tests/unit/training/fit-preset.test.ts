/** What presets become for some images. */

import { describe, expect, test } from 'vitest'
import { modelSampler } from '../../../src/models/choices.ts'
import { fitPreset, networkChoices, recipeOfLength } from '../../../src/training/fit-preset.ts'
import { buildNetwork, networks } from '../../../src/training/network.ts'
import { planTraining } from '../../../src/training/plan.ts'
import { presets } from '../../../src/training/presets.ts'
import { fittedPreset, settingsFor } from '../../../src/training/settings.ts'

const emoji = { count: 1911, height: 32, width: 32, channels: 3 } as const
const digits = { count: 26_000, height: 28, width: 28, channels: 1 } as const

test('for digits presets stay as they are, and the notebook for everything', () => {
  expect(fitPreset(presets.quick, digits)).toEqual({})
  expect(fitPreset(presets.best, digits)).toEqual({})
  expect(fitPreset(presets.notebook, emoji)).toEqual({})
})

test('for images of colour the finest level sees single pixels', () => {
  const { patch, widths, maxSteps } = fitPreset(presets.quick, emoji)
  expect(patch).toBe(1)
  expect(widths).toHaveLength(3)
  expect(widths![0]).toBeLessThan(widths![1])
  expect(maxSteps).toBeGreaterThan(presets.quick.maxSteps!)
  expect(fitPreset(presets.best, emoji).maxSteps).toBe(presets.best.maxSteps)
  expect(fitPreset(presets.quick, emoji)).toMatchObject({ optimizer: 'muon', learningRate: 4.8e-3 })
  const adam = fitPreset(presets.quick, emoji, 'adam')
  expect(adam).toMatchObject({ optimizer: 'adam', learningRate: 2.4e-3 })
})

test('the grids of images of colour are drawn as their model is sampled', () => {
  const fitted = { ...presets.quick, ...fitPreset(presets.quick, emoji) }
  const { sampler, guidance, model, schedule } = planTraining(
    { ...fitted, validation: 0 },
    {
      ...emoji,
      labels: Uint8Array.of(0, 1),
      classes: ['a', 'b'],
    },
  )
  expect(guidance).toBe(1.5)
  expect(sampler.rows).toHaveLength(30)
  expect(sampler.rows[0].noise).toBeGreaterThan(0)
  expect(modelSampler({ network: model, schedule, target: 'v' }, undefined, {})).toEqual(sampler)
  const named = modelSampler({ network: model, schedule, target: 'v' }, 'dpm-solver++', {})
  expect(named.rows.map(({ noise = 0 }) => noise)).toEqual(Array.from({ length: 25 }, () => 0))
  const quiet = modelSampler({ network: model, schedule, target: 'v' }, undefined, { eta: 0 })
  expect(quiet.rows.map(({ noise = 0 }) => noise)).toEqual(Array.from({ length: 30 }, () => 0))
})

describe('a network of colour', () => {
  test.each([
    [8, 8],
    [12, 12],
    [16, 16],
    [20, 28],
    [32, 32],
    [48, 32],
    [64, 64],
    [96, 96],
    [128, 64],
  ])('fits images of %i x %i', (width, height) => {
    for (const channels of [3, 4] as const) {
      const sides = { width, height }
      const imageSize = width === height ? width : sides
      const [least, ...more] = networkChoices({ ...sides, channels, count: 600 }).map((shape) =>
        buildNetwork({ ...networks.unet, ...shape }, { channels, imageSize, classes: 0 }),
      )
      expect(least.imageShape).toEqual([height, width, channels])
      for (const one of more) expect(one.parameterCount).toBeGreaterThan(least.parameterCount)
    }
  })

  test('of few images drops out', () => {
    const dropouts = [169, 1911].map(
      (count) => fitPreset(presets.quick, { ...emoji, count }).dropout,
    )
    expect(dropouts).toEqual([0.1, 0])
  })
})

test('what goes by the steps is for the presets of digits what they say', () => {
  for (const { maxSteps, emaDecay, learningRate, warmupSteps } of [presets.quick, presets.best]) {
    const recipe = recipeOfLength(maxSteps!, 'adam')
    expect(recipe).toMatchObject({ learningRate, warmupSteps })
    expect(recipe.emaDecay).toBeCloseTo(emaDecay, 3)
  }
  expect(recipeOfLength(3000, 'adam').learningRate).toBeCloseTo(2.4e-3, 4)
  expect(recipeOfLength(3000, 'muon').learningRate).toBeCloseTo(4.8e-3, 4)
})

describe('what is said beside a preset', () => {
  const options = { preset: 'quick', data: 'photos' } as const

  test('stays', () => {
    const settings = settingsFor({ ...options, maxSteps: 50, emaDecay: 0.5 }, emoji)
    expect(settings).toMatchObject({ maxSteps: 50, emaDecay: 0.5, patch: 1 })
  })

  test('of the network leaves the rest of it as the preset has it', () => {
    expect(settingsFor({ ...options, widths: [32, 64] }, emoji)).toMatchObject({ patch: 2 })
    expect(fittedPreset('quick', emoji, { widths: [8] })).not.toHaveProperty('patch')
  })

  test('of epochs ends the run by them', () => {
    expect(settingsFor({ ...options, epochs: 3 }, emoji)).toMatchObject({
      ...{ epochs: 3, maxSteps: undefined },
    })
    expect(settingsFor(options, emoji)).toMatchObject({ epochs: undefined, maxSteps: 3000 })
  })
})

describe('few images', () => {
  const few = { ...emoji, count: 169 }
  const all = { augmentFlip: true, augmentShift: 2, augmentCrop: 0.2, augmentColour: 0.1 }
  const said = { ...all, augmentProbability: 0.3, augmentCondition: true }
  const options = { preset: 'quick', data: 'photos' } as const

  test('are changed while training, and the network is told how', () => {
    for (const data of [few, { ...digits, count: 499, height: 32 }]) {
      expect(settingsFor(options, data)).toMatchObject(said)
    }
    expect(settingsFor({ ...options, widths: [8, 8] }, few)).toMatchObject(said)
    expect(settingsFor({ ...options, augmentShift: 4 }, few)).toMatchObject({
      ...{ ...said, augmentShift: 4 },
    })
    expect(settingsFor(options, { ...few, height: 64, width: 96 }).augmentShift).toBe(4)
  })

  test.each([
    ['there are many', options, emoji],
    ['the preset is the notebook', { data: 'photos' }, few],
    ['the network takes no change', { ...options, model: 'simple-unet' }, few],
    ['the network is not to be told', { ...options, augmentCondition: false }, few],
  ] as const)('stay as they are where %s', (_, asked, data) => {
    const { augmentFlip, augmentShift, augmentCrop, augmentColour } = settingsFor(asked, data)
    expect([augmentFlip, augmentShift, augmentCrop, augmentColour]).toEqual([false, 0, 0, 0])
  })
})

test('saying to the network how images change leaves it the shape that fits them', () => {
  const options = { preset: 'quick', data: 'photos', augmentCondition: true } as const
  const { widths, patch, augmentCondition } = settingsFor(options, emoji)
  const { widths: usual, patch: pixels } = fitPreset(presets.quick, emoji)
  expect({ widths, patch, augmentCondition }).toEqual({
    ...{ widths: usual, patch: pixels },
    augmentCondition: true,
  })
})
