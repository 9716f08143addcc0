/** Runs that diverge, and options that are refused. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Checkpoint } from '../../../src/training/config.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import { planTraining } from '../../../src/training/plan.ts'
import { presets } from '../../../src/training/presets.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { only, runAll, squares, tinyModel, tinyOptions } from '../../tiny.ts'

describe('divergence', () => {
  const { parameters } = tinyModel

  async function poisoned(name: string): Promise<Checkpoint> {
    const { events } = await runAll(tinyOptions({ epochs: 1 }))
    const { checkpoint } = only(events, 'checkpoint')[0]
    const weights = checkpoint.weights.slice()
    weights[parameters.find((parameter) => parameter.name === name)!.offset] = Number.NaN
    return { ...checkpoint, weights }
  }

  test.each([
    ['conv3.bias', 'conv3'],
    ['bottleneck.2.weight', 'bottleneck.2'],
    ['out.weight', 'out'],
    ['time_mlp.1.bias', 'time_mlp.1'],
  ])('a NaN in %s is found in the output of %s', async (name, layer) => {
    const resume = await poisoned(name)
    const events: string[] = []
    const failing = async () => {
      for await (const event of trainInSteps(tinyOptions({ resume }))) events.push(event.kind)
    }
    await expect(failing()).rejects.toThrow(
      coded('training.diverged', { step: 4, loss: Number.NaN, part: 'output', layer }),
    )
  })

  test('leaves the weights as they were before the step', async () => {
    const huge = tinyOptions({ learningRate: 1e30, epochs: 5 })
    const checkpoints: Checkpoint[] = []
    const failing = async () => {
      for await (const event of trainInSteps(huge)) {
        if (event.kind === 'checkpoint') checkpoints.push(event.checkpoint)
      }
    }
    await expect(failing()).rejects.toThrow(coded('training.diverged'))
    const last = checkpoints.at(-1)!
    expect(last.weights.every(Number.isFinite)).toBe(true)
    expect(last.progress.step).toBeGreaterThan(0)
  })
})

describe('options', () => {
  test.each<Partial<TrainingOptions>>([
    { epochs: 0 },
    { batchSize: 0.5 },
    { learningRate: Number.NaN },
    { learningRate: -1 },
    { seed: -1 },
    { maxSteps: 0 },
    { checkpointEvery: 0 },
  ])('%o is refused', (options) => {
    const [[option, value]] = Object.entries(options)
    expect(() => trainInSteps(tinyOptions(options))).toThrow(
      coded('training.option-out-of-range', { option, value }),
    )
  })

  test('a batch larger than the data is refused', () => {
    expect(() => trainInSteps(tinyOptions({ batchSize: 11 }))).toThrow(
      coded('training.batch-too-large', { batchSize: 11, images: 10, data: 'squares' }),
    )
  })

  test('images of another shape than the model’s are refused', () => {
    const data = { ...squares(10), channels: 3, images: new Uint8Array(10 * 8 * 8 * 3) }
    expect(() => trainInSteps(tinyOptions({ data }))).toThrow(
      coded('training.image-shape-differs', { shape: [8, 8, 3], wanted: [8, 8, 1] }),
    )
  })

  test('a checkpoint of other settings is refused, naming the first that differs', async () => {
    const { events } = await runAll(tinyOptions({ epochs: 1, device: openReference() }))
    const resume = only(events, 'checkpoint')[0].checkpoint
    expect(() => trainInSteps(tinyOptions({ resume, learningRate: 0.5 }))).toThrow(
      coded('training.resume-differs', {
        option: 'training.learningRate',
        value: '0.5',
        saved: '0.001',
      }),
    )
    expect(() => trainInSteps(tinyOptions({ resume, data: squares(9) }))).toThrow(
      coded('training.resume-differs', { option: 'data.count', value: '9' }),
    )
  })
})

describe('images that a network cannot halve', () => {
  test.each([
    ['quick', 30, 20, { size: '30x20', model: 'unet', step: 4, near: ['28x20', '32x20'] }],
    ['notebook', 28, 30, { size: '28x30', model: 'simple-unet', step: 4, near: ['28', '28x32'] }],
    ['quick', 3, 3, { size: '3', near: ['4'] }],
  ] as const)('are refused with sizes that fit: %s, %i x %i', (preset, width, height, values) => {
    const data = { count: 8, channels: 4, width, height }
    expect(() => planTraining(presets[preset], data)).toThrow(
      coded('training.image-size-uneven', values),
    )
  })

  test('of other sizes are taken, whatever their proportions', () => {
    const data = { count: 8, channels: 4, width: 28, height: 20 }
    expect(planTraining(presets.quick, data).model.imageShape).toEqual([20, 28, 4])
    expect(planTraining(presets.notebook, data).model.imageShape).toEqual([20, 28, 4])
  })
})
