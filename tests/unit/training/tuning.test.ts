/** Training that starts from a model: what is taken over, what is fitted, and that it helps. */

import { afterEach, describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { Dataset } from '../../../src/data/dataset.ts'
import { provideHost } from '../../../src/models/host.ts'
import type { ModelHost } from '../../../src/models/host-interface.ts'
import { Model } from '../../../src/models/model.ts'
import type { Network } from '../../../src/nn/network.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { simpleUnet } from '../../../src/nn/simple-unet/definition.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/training/checkpoint.ts'
import { childNetwork } from '../../../src/training/parent.ts'
import { planTraining } from '../../../src/training/plan.ts'
import { settingsFor, type TrainOptions } from '../../../src/training/settings.ts'
import { parentOf, startFrom } from '../../../src/training/start.ts'
import { train } from '../../../src/training/train.ts'
import { coded } from '../../coded.ts'
import { squares, tinyModel, tinySchedule } from '../../tiny.ts'

const device = openReference()
afterEach(() => provideHost(undefined))

const network = unet({
  ...{ widths: [4, 4], patch: 1, imageSize: 8, layersPerBlock: 1, timeDim: 8, classes: 2 },
  ...{ attentionAt: [], midAttention: false },
})

/** A model of squares of two classes. */
const parent = new Model({
  ...{ network, schedule: tinySchedule, target: 'v', classNames: ['cat', 'owl'] },
  weights: initialParameters(network.parameters, 7),
})

/** Squares of classes with these names, of so many channels. */
function pets(classes: readonly string[], channels: 1 | 3 | 4 = 1): Dataset {
  const { images, ...data } = squares(12)
  const labels = Uint8Array.from({ length: data.count }, (_, i) => i % classes.length)
  const pixels = new Uint8Array(images.length * channels)
  for (let i = 0; i < pixels.length; i++) pixels[i] = images[Math.floor(i / channels)]
  return { ...data, name: 'pets', images: pixels, channels, labels, classes: [...classes] }
}

const short: Omit<TrainOptions, 'data'> = {
  ...{ device, batchSize: 4, maxSteps: 2, sampleCount: 0, sampleSteps: 2, validation: 0 },
  augmentCondition: false,
}

/** The loss of the first step, which the weights it begins with decide. */
async function firstLoss(options: Omit<TrainOptions, 'device'>): Promise<number> {
  for await (const event of train({ ...short, ...options })) {
    if (event.kind === 'step') return event.loss
  }
  throw new TypeError('no step')
}

describe('a run that starts from a model', () => {
  test('of the same classes and size begins as that model, bit for bit', async () => {
    const data = pets(['cat', 'owl'])
    const read = await parentOf(parent)
    const settings = settingsFor({ data, from: parent, augmentCondition: false }, data, read)
    const { model } = planTraining(settings, data)
    const start = startFrom(read, model, { classes: data.classes!, seed: 0 })
    expect(start.weights).toEqual(parent.weights)
    expect(start).toMatchObject({ fitted: [], fresh: [] })
    const tuned = await train({ ...short, data, from: parent, maxSteps: 1 })
    expect(tuned.network.options).toEqual(network.options)
    expect(tuned).toMatchObject({ target: 'v', classNames: ['cat', 'owl'] })
    expect(tuned.schedule.config).toEqual(tinySchedule.config)
  })

  test('remembers its parent, also where it is resumed without it', async () => {
    const data = pets(['cat', 'owl'])
    const { sha256, name } = await parentOf(parent)
    const reference = { sha256, name }
    let bytes: Uint8Array | undefined
    const run = train({ ...short, data, from: parent, checkpointEvery: 1 })
    for await (const event of run) {
      if (event.kind === 'checkpoint') bytes ??= encodeCheckpoint(event.checkpoint, network)
    }
    const whole = await run
    expect(whole.provenance).toMatchObject({ parent: reference, steps: 2 })
    expect(Model.decode(whole.encode()).provenance).toMatchObject({ parent: reference })
    expect(Model.decode(bytes!).provenance).toMatchObject({ parent: reference, steps: 1 })
    const resume = decodeCheckpoint(bytes!)
    expect(resume.config.parent).toEqual(reference)
    const again = await train({ resume, data, device, maxSteps: 2, sampleCount: 0 })
    expect(again.weights).toEqual(whole.weights)
    expect(again.provenance).toMatchObject({ parent: reference })
  })

  test('that had not been told how images were changed predicts as it did, told or not', async () => {
    const data = pets(['cat', 'owl'])
    const read = await parentOf(parent)
    const settings = settingsFor({ data, from: parent, augmentCondition: true }, data, read)
    const { model } = planTraining(settings, data)
    expect(model.augmentCondition).toBe(true)
    const start = startFrom(read, model, { classes: data.classes!, seed: 0 })
    expect(start).toMatchObject({ fitted: [], fresh: ['augment_embedding.weight'] })
    const still = { augmentFlip: false, augmentCrop: 0, augmentColour: 0, augmentProbability: 1 }
    const changed = { data, from: parent, ...still, augmentShift: 2 }
    const loss = await firstLoss({ ...changed, augmentCondition: true })
    expect(loss).toBe(await firstLoss(changed))
    const child = await train({ ...short, ...changed, augmentCondition: true })
    expect(Model.decode(child.encode()).network.augmentCondition).toBe(true)
    const again = settingsFor({ data, from: child }, data, await parentOf(child))
    expect(planTraining(again, data).model.augmentCondition).toBe(true)
  })

  test('changes few images, and says how to a network that was not told before', async () => {
    const data = pets(['cat', 'owl'])
    const child = settingsFor({ data, from: parent }, data, await parentOf(parent))
    expect(child).toMatchObject({ augmentFlip: true, augmentCondition: true })
    expect(planTraining(child, data).model.augmentCondition).toBe(true)
    const many = settingsFor(
      { data, from: parent },
      { ...data, count: 500 },
      await parentOf(parent),
    )
    expect(many).toMatchObject({ augmentFlip: false, augmentCondition: undefined })
  })

  test('has a learning rate of its own, a third of what the preset has', async () => {
    const read = await parentOf(parent)
    const data = pets(['cat'])
    expect(settingsFor({ data, from: parent }, data, read).learningRate).toBe(1e-3)
    const named = { data, from: parent, learningRate: 0.5 }
    expect(settingsFor(named, data, read).learningRate).toBe(0.5)
  })

  test('reaches a lower loss in the same few steps than one from scratch', async () => {
    const data = pets(['cat', 'owl'])
    const options = { ...short, data, seed: 3, learningRate: 3e-3 }
    const scratch = {
      network: tinyModel,
      target: 'v',
      schedule: tinySchedule,
      emaDecay: 0,
    } as const
    const learnt = await train({ ...options, ...scratch, maxSteps: 60 })
    const other = { ...options, data: pets(['owl', 'hen']), maxSteps: 6, validation: 4, epochs: 3 }
    const lossOf = async (from: object) => {
      const losses: number[] = []
      for await (const event of train({ ...other, ...from })) {
        if (event.kind === 'epoch') losses.push(event.validation!.mean)
      }
      return losses.at(-1)!
    }
    const tuned = await lossOf({ from: learnt, emaDecay: 0 })
    expect(tuned).toBeLessThan(0.8 * (await lossOf(scratch)))
  })
})

describe('other images', () => {
  test('of other classes: those of equal names stay', async () => {
    const names = ['owl', 'hen', 'cat']
    const read = await parentOf(parent)
    const child = childNetwork(read.contents, {}, pets(names))
    const start = startFrom(read, child, { classes: names, seed: 0 })
    const rowsOf = (one: Network, weights: Float32Array) => {
      const table = one.parameters.find(({ name }) => name === 'class_embedding.weight')!
      const at = (row: number) => weights.slice(table.offset + row * 8, table.offset + row * 8 + 8)
      return Array.from({ length: table.shape[0] }, (_, row) => at(row))
    }
    const [cat, owl, any] = rowsOf(network, parent.weights)
    expect(rowsOf(child, start.weights)).toEqual([owl, any, cat, any])
    expect(start.classes).toEqual({ kept: ['owl', 'cat'], fresh: ['hen'], dropped: [] })
    expect(start.fitted).toEqual(['class_embedding.weight'])
    const tuned = await train({ ...short, data: pets(names), from: parent, maxSteps: 1 })
    expect(tuned.classNames).toEqual(names)
  })

  test.each([
    { channels: 3 as const, name: 'RGB' },
    { channels: 4 as const, name: 'RGB with alpha' },
  ])('of $name begin far nearer than from scratch', async ({ channels }) => {
    const grey = { ...short, data: pets(['cat', 'owl']), learningRate: 3e-3, maxSteps: 60 }
    const own = { network: tinyModel, target: 'v', schedule: tinySchedule } as const
    const learnt = await train({ ...grey, ...own })
    const data = pets(['cat', 'owl'], channels)
    const tuned = await firstLoss({ data, from: learnt })
    const plain = simpleUnet({ ...tinyModel.options, channels })
    const scratch = await firstLoss({ ...own, data, network: plain })
    expect(tuned).toBeLessThan(0.9 * scratch)
  })

  test('of another size, and without classes', async () => {
    const { labels: _, classes: __, ...data } = pets(['cat'])
    const wide = { ...data, count: 6, width: 16 }
    const tuned = await train({ ...short, data: wide, from: parent })
    expect(tuned).toMatchObject({ imageShape: [8, 16, 1], classes: 0 })
  })
})

describe('what does not fit', () => {
  const data = pets(['cat', 'owl'])
  test.each<[string, Partial<TrainOptions>]>([
    ['training.contradicts-parent', { from: parent, target: 'eps' }],
    ['training.contradicts-parent', { from: parent, schedule: 'cosine' }],
    ['training.contradicts-parent', { from: parent, timesteps: 99 }],
    ['training.parent-of-another', { from: parent, model: 'simple-unet' }],
    ['training.parent-unlike', { from: parent, network: tinyModel }],
    ['training.parent-without-files', { from: 'emoji' }],
    ['training.image-size-uneven', { from: parent, widths: [4, 4, 4, 4, 4] }],
  ])('is refused: %s', async (code, options) => {
    await expect(train({ ...short, data, ...options })).rejects.toThrow(coded(code) as Error)
  })

  test('is begun as from scratch where the rest fits', async () => {
    const tuned = await train({ ...short, data, from: parent, widths: [4, 8], maxSteps: 1 })
    expect(tuned.network.options).toMatchObject({ widths: [4, 8] })
  })
})

test('a model by its name is read by the host', async () => {
  const read = {
    contents: { network, schedule: tinySchedule, target: 'v', weights: parent.weights },
  }
  provideHost({
    readModel: async (spec) => ({ ...read, name: spec, sha256: 'ab' }),
  } as ModelHost)
  const tuned = await train({ ...short, data: pets(['a', 'b']), from: 'emoji', maxSteps: 1 })
  expect(tuned.provenance?.parent).toEqual({ name: 'emoji', sha256: 'ab' })
})
