/** What recipes change in a run, on the reference device: each option, and all of them together. */

import { describe, expect, test } from 'vitest'
import { zeroTerminalSnr } from '../../../src/diffusion/schedules.ts'
import { decodeModel, encodeCheckpoint } from '../../../src/training/checkpoint.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import type { Recipe } from '../../../src/training/recipe.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { goldenDevices } from '../../devices.ts'
import {
  only,
  runAll,
  squares,
  tinyConditional,
  tinyModel,
  tinyOptions,
  tinySchedule,
} from '../../tiny.ts'
import { everyModel, resumesExactly, whole } from './everything.ts'

const difference = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / b.reduce((s, x) => s + x * x, 0))

describe('with everything switched on', () => {
  test.each(everyModel)(
    '%s resumed within an epoch, between two and near the end ends as if it had never stopped',
    async (_, model, optimizer) => await resumesExactly({ model, optimizer }, [2, 4, 11]),
  )

  test('the checkpoint holds it all and comes back bit for bit', async () => {
    const { events, weights } = await runAll(whole())
    const { checkpoint } = only(events, 'checkpoint').at(-1)!
    expect(checkpoint.resampler?.counts).toEqual(new Float32Array(3).fill(10))
    const bytes = encodeCheckpoint(checkpoint, tinyModel)
    expect(decodeModel(bytes).checkpoint).toEqual(checkpoint)
    expect(decodeModel(bytes)).toMatchObject({ target: 'v', weights })
    expect(decodeModel(bytes).weights).toEqual(checkpoint.ema)
    expect(decodeModel(bytes, { weights: 'raw' }).weights).toEqual(checkpoint.weights)
    expect(checkpoint.weights).not.toEqual(checkpoint.ema)
  })

  test.each(goldenDevices(['wasm']))('$label comes to the same', async ({ open }) => {
    const device = await open()
    // noise in the weights would grow: a few steps
    const options = whole({ epochs: 1, model: tinyConditional })
    const [reference, other] = [await runAll(options), await runAll({ ...options, device })]
    await device.close()
    expect(difference(other.weights, reference.weights)).toBeLessThan(1e-5)
    const [a, b] = [reference, other].map(({ events }) => only(events, 'epoch')[0].validation!)
    expect(b.mean / a.mean).toBeCloseTo(1, 5)
  })

  test('the timesteps that are drawn depend on the losses', async () => {
    const uniform = await runAll(whole({ timestepSampling: 'uniform' }))
    const resampled = await runAll(whole())
    const losses = [uniform, resampled].map(({ events }) => only(events, 'step').map((e) => e.loss))
    expect(losses[0]).not.toEqual(losses[1])
  })
})

describe('a falling learning rate', () => {
  const planned = (maxSteps: number, more: Partial<TrainingOptions> = {}) =>
    tinyOptions({
      ...{ epochs: undefined, maxSteps, learningRateSchedule: 'linear', sampleCount: 0 },
      ...{ checkpointEvery: 1, ...more },
    })

  test('is laid over another number of steps where that is asked for, and resumed exactly', async () => {
    const ended = only((await runAll(planned(4))).events, 'checkpoint').at(-1)?.checkpoint
    expect(() => trainInSteps(planned(9, { resume: ended }))).toThrow(
      coded('training.resume-differs', { option: 'training.plannedSteps' }),
    )
    const longer = await runAll(planned(9, { resume: ended, replan: true }))
    const checkpoints = only(longer.events, 'checkpoint').map(({ checkpoint }) => checkpoint)
    expect(longer.weights).not.toEqual(ended?.weights)
    for (const resume of checkpoints) {
      expect(resume.config.training.plannedSteps).toBe(9)
      expect((await runAll(planned(9, { resume }))).weights).toEqual(longer.weights)
    }
  })

  test('is unchanged by a plan that is the same', async () => {
    const whole = await runAll(planned(7))
    const { checkpoint: resume } = only(whole.events, 'checkpoint')[2]
    expect((await runAll(planned(7, { resume, replan: true }))).weights).toEqual(whole.weights)
  })
})

describe('accumulation', () => {
  test.each([2, 3, 6])(
    'in %i parts is the large batch up to rounding',
    async (gradAccumulation) => {
      const options = whole({ maxSteps: 2, learningRateSchedule: 'constant' })
      const [large, parts] = [
        await runAll({ ...options, gradAccumulation: 1 }),
        await runAll({ ...options, gradAccumulation }),
      ]
      expect(difference(parts.weights, large.weights)).toBeLessThan(1e-4)
      const [a, b] = [large, parts].map(({ events }) => only(events, 'step').map((e) => e.loss))
      for (const [i, loss] of a.entries()) expect(b[i] / loss).toBeCloseTo(1, 4)
    },
  )

  test('that diverges names the culprit in the part that fails', async () => {
    const { checkpoint } = only((await runAll(whole())).events, 'checkpoint')[0]
    const weights = checkpoint.weights.slice()
    weights[tinyModel.parameters.find(({ name }) => name === 'conv3.bias')!.offset] = Number.NaN
    const failing = runAll(whole({ resume: { ...checkpoint, weights } }))
    await expect(failing).rejects.toThrow(
      coded('training.diverged', { step: 2, part: 'output', layer: 'conv3' }),
    )
  })
})

describe('the average', () => {
  test('begins as the weights after the first step, then follows them', async () => {
    const options = tinyOptions({ emaDecay: 0.9, checkpointEvery: 1, sampleCount: 0 })
    const checkpoints = only((await runAll(options)).events, 'checkpoint')
    const [first, second] = checkpoints.map(({ checkpoint }) => checkpoint)
    expect(first.ema).toEqual(first.weights)
    const decay = 2 / 11
    const expected = second.weights.map((now, i) => now + (first.weights[i] - now) * decay)
    expect(difference(second.ema!, expected)).toBeLessThan(1e-7)
  })

  test('changes no weight', async () => {
    const [plain, averaged] = [
      await runAll(tinyOptions()),
      await runAll(tinyOptions({ emaDecay: 0.9 })),
    ]
    expect(only(averaged.events, 'checkpoint').at(-1)?.checkpoint.weights).toEqual(plain.weights)
    expect(averaged.weights).not.toEqual(plain.weights)
  })
})

describe('options that do nothing change no bit', () => {
  test.each<[string, Partial<Recipe>]>([
    ['a limit that no gradient reaches', { maxGradNorm: 1e9 }],
    ['cosine over a warm-up of none, at its first step', { learningRateSchedule: 'cosine' }],
    ['images kept from the last, dropped batch for validation', { validation: 1 }],
  ])('%s', async (name, recipe) => {
    const maxSteps = name.startsWith('cosine') || recipe.validation ? 1 : 6
    // the order of the images depends on how many there are
    const data = recipe.validation ? squares(11) : squares(10)
    const [plain, other] = [
      await runAll(tinyOptions({ maxSteps })),
      await runAll(tinyOptions({ maxSteps, data, ...recipe })),
    ]
    expect(other.weights).toEqual(plain.weights)
  })

  test.each<[string, Partial<Recipe>]>([
    ['target', { target: 'x0' }],
    ['target', { target: 'v' }],
    ['weighting', { lossWeighting: 'min-snr' }],
    ['offset noise', { offsetNoise: 0.1 }],
    ['timesteps', { timestepSampling: 'stratified' }],
    ['decay', { weightDecay: 0.1 }],
    ['beta', { beta1: 0.5 }],
    ['beta', { beta2: 0.5 }],
    ['clipping', { maxGradNorm: 1e-3 }],
    ['warm-up', { warmupSteps: 3 }],
    ['schedule', { learningRateSchedule: 'linear' }],
  ])('but others do: %s %j', async (_, recipe) => {
    const [plain, other] = [await runAll(tinyOptions()), await runAll(tinyOptions(recipe))]
    expect(other.weights).not.toEqual(plain.weights)
  })
})

describe('recipes are checked', () => {
  test.each<Partial<TrainingOptions>>([
    { target: 'noise' as 'eps' },
    { emaDecay: 1 },
    { maxGradNorm: -1 },
    { snrGamma: 0 },
    { conditionDropout: 1.5 },
    { warmupSteps: 0.5 },
    { batchSize: 1e9 },
    { validation: 1e12 },
  ])('%o is refused', (options) => {
    const [[option, value]] = Object.entries(options)
    expect(() => trainInSteps(tinyOptions(options))).toThrow(
      coded('training.option-out-of-range', { option, value }),
    )
  })

  test('parts that do not divide the batch are refused', () => {
    expect(() => trainInSteps(tinyOptions({ gradAccumulation: 2 }))).toThrow(
      coded('training.accumulation-uneven', { gradAccumulation: 2, batchSize: 3 }),
    )
  })

  test('a validation that leaves less than a batch is refused', () => {
    expect(() => trainInSteps(tinyOptions({ validation: 8 }))).toThrow(
      coded('training.batch-too-large', { batchSize: 3, images: 2, validation: 8 }),
    )
  })

  test('eps on a schedule of zero terminal SNR is refused', () => {
    const options = tinyOptions({ schedule: zeroTerminalSnr(tinySchedule) })
    expect(() => trainInSteps(options)).toThrow(/zero terminal SNR/)
  })

  test('a falling learning rate keeps its plan when it is resumed', async () => {
    const options = tinyOptions({ epochs: 1, learningRateSchedule: 'linear' })
    const resume = only((await runAll(options)).events, 'checkpoint')[0].checkpoint
    expect(() => trainInSteps({ ...options, epochs: 2, resume })).toThrow(
      coded('training.resume-differs', {
        option: 'training.plannedSteps',
        value: '6',
        saved: '3',
      }),
    )
  })
})
