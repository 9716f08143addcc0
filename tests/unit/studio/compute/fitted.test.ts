/** What a training in the page computes for images of colour, and for those of a training that was left. */

import { expect, test, vi } from 'vitest'
import type { Dataset } from '../../../../src/data/dataset.ts'
import type { Checkpoint } from '../../../../src/training/config.ts'
import { networkChoices, recipeOfLength } from '../../../../src/training/fit-preset.ts'
import type { TrainingSettings } from '../../../../studio/src/compute/protocol.ts'
import { usualRate } from '../../../../studio/src/compute/usual-rate.ts'
import { optionsFor } from '../../../../studio/src/compute/worker/plan.ts'

vi.mock('../../../../src/browser.ts', async (original) => ({
  ...(await original<typeof import('../../../../src/browser.ts')>()),
  openDevice: async () => ({ variant: 'relaxed' }),
}))

const settings = { maxSteps: 800, batchSize: 32, seed: 0 } as const
const quick: TrainingSettings = { ...settings, preset: 'quick', widths: [32, 64] }

function images(channels: 1 | 3): Dataset {
  const shape = { height: 32, width: 32, channels }
  return { ...shape, name: 'cats', count: 60, images: new Uint8Array(60 * 1024 * channels) }
}

test('of colour a size is a network that sees single pixels', async () => {
  const { model } = await optionsFor(quick, images(3))
  const [, medium] = networkChoices(images(3))
  expect(model.options).toMatchObject({ patch: 1, widths: medium.widths })
  const large = await optionsFor({ ...quick, widths: [64, 128] }, images(3))
  expect(large.model.parameterCount).toBeGreaterThan(model.parameterCount)
})

test('of colour it is trained as the command line trains it, at the rate that was typed if one was', async () => {
  const fitted = recipeOfLength(800, 'muon')
  const options = await optionsFor(quick, images(3))
  expect(options).toMatchObject({ optimizer: 'muon', ...fitted })
  const typed = await optionsFor({ ...quick, learningRate: 1e-3 }, images(3))
  expect(typed).toMatchObject({ optimizer: 'muon', ...fitted, learningRate: 1e-3 })
  // that of the preset, too
  const same = await optionsFor({ ...quick, learningRate: 3e-3 }, images(3))
  expect(same.learningRate).toBe(3e-3)
  expect(await optionsFor(quick, images(1))).toMatchObject({ optimizer: 'adam' })
})

test('it hears how images were changed where they are, and never in the notebook’s', async () => {
  const told = { ...quick, augmentCondition: true }
  const conditionOf = async (settings: TrainingSettings) =>
    (await optionsFor(settings, images(3))).model.augmentCondition ?? false
  expect(await conditionOf({ ...told, augmentShift: 2 })).toBe(true)
  expect(await conditionOf(told)).toBe(false)
  const notebook = { preset: 'notebook', widths: [8, 8, 8] } as const
  expect(await conditionOf({ ...told, ...notebook, augmentFlip: true })).toBe(false)
})

test('of grey images and of other widths it is what it was', async () => {
  const grey = await optionsFor(quick, images(1))
  expect(grey.model.options).toMatchObject({ patch: 2, widths: [32, 64] })
  const own = await optionsFor({ ...quick, widths: [24, 48] }, images(3))
  expect(own.model.options).toMatchObject({ patch: 2, widths: [24, 48] })
})

test('a training that was left keeps its network and its recipe', async () => {
  const before = await optionsFor({ ...quick, widths: [24, 48] }, images(3))
  const { architecture, options } = before.model
  const training = { optimizer: 'adam', learningRate: 2e-3 }
  const resume = { config: { model: { architecture, options }, training } } as Checkpoint
  const { model, ...recipe } = await optionsFor(quick, images(3), { resume })
  expect(model.options).toEqual(options)
  expect(recipe).toMatchObject(training)
})

test('one that starts from a model keeps its network, and begins with its weights', async () => {
  const { model, schedule } = await optionsFor({ ...quick, widths: [24, 48] }, images(3))
  const weights = new Float32Array(model.parameterCount).fill(0.5)
  const from = { network: model, schedule, target: 'v', weights } as const
  const tuned = await optionsFor({ ...quick, augmentFlip: true }, images(3), { from })
  expect(tuned.model.options).toEqual(model.options)
  expect(tuned).toMatchObject({ target: 'v', augmentFlip: true })
  expect(tuned.start).toMatchObject({ fitted: [], fresh: [] })
  expect(tuned.start?.weights).toEqual(weights)
})

test.each([
  ['of grey images', images(1), {}],
  ['of colour', images(3), {}],
  ['of more steps', images(3), { maxSteps: 5000 }],
  ['of the notebook', images(3), { preset: 'notebook', widths: [8, 8, 8] }],
] as const)(
  'the learning rate that the page shows is the one that is taken: %s',
  async (_, data, changes) => {
    const asked = { ...quick, ...changes }
    const { learningRate, model, schedule } = await optionsFor(asked, data)
    expect(usualRate(asked, data, false)).toBe(learningRate)
    const weights = new Float32Array(model.parameterCount)
    const tuned = await optionsFor(asked, data, {
      from: { network: model, schedule, target: 'v', weights },
    })
    expect(usualRate(asked, data, true)).toBe(tuned.learningRate)
    expect(tuned.learningRate).toBeLessThan(learningRate!)
  },
)
