/** A model as one thing: what it supplies so that nobody has to, and what it refuses. */

import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import type { NdArray } from '../../../src/base/shape.ts'
import type { Dataset } from '../../../src/data/dataset.ts'
import { sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { defaultDevice, provideDevice } from '../../../src/engine/default-device.ts'
import { classifierOf } from '../../../src/evaluation/classifier.ts'
import { provideHost } from '../../../src/models/host.ts'
import type { ModelHost } from '../../../src/models/host-interface.ts'
import { Model } from '../../../src/models/model.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { coded } from '../../coded.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const device = openReference()
beforeEach(() => provideHost(undefined))
afterAll(() => provideHost(undefined))
const plain = new Model({
  ...{ network: tinyModel, schedule: tinySchedule, target: 'eps' },
  weights: initialParameters(tinyModel.parameters, 1),
})
const network = unet({ widths: [8, 8], imageSize: 8, classes: 3 })
const classNames = ['cat', 'dog', 'owl']
const classed = new Model({
  ...{ network: network, schedule: tinySchedule, target: 'v', classNames },
  weights: initialParameters(network.parameters, 1),
  provenance: { data: 'pets', images: 30, steps: 5 },
})
const images = (count: number): NdArray => ({
  shape: [count, 8, 8, 1],
  data: new Float32Array(count * 64).map((_, i) => Math.sin(i)),
})

describe('sampling', () => {
  test('supplies schedule, prediction type and the usual sampler', async () => {
    const { weights, network: model } = plain
    const own = { device, model, weights, count: 2, seed: 3 }
    const expected = await sample({ ...own, sampler: buildSampler('ddpm', tinySchedule) })
    expect(await plain.sample({ device, count: 2, seed: 3 })).toEqual(expected)
  })

  test('goes by what its file says of sampling, unless a sampler is named', async () => {
    const { weights, network: model, schedule, target } = plain
    const sampling = { sampler: 'ddim', options: { eta: 1, steps: 3, clip: 'none' } } as const
    const made = new Model({ network: model, schedule, target, weights, sampling })
    const kept = Model.decode(made.encode())
    expect(kept.sampling).toEqual(sampling)
    const own = { device, model, weights, count: 2 }
    const as = (options: object, name: 'ddim' | 'ddpm' = 'ddim') =>
      sample({ ...own, sampler: buildSampler(name, tinySchedule, options) })
    const asked = { device, count: 2 }
    expect(await kept.sample(asked)).toEqual(await as(sampling.options))
    const quiet = await kept.sample({ ...asked, eta: 0, steps: 2 })
    expect(quiet).toEqual(await as({ eta: 0, steps: 2, clip: 'none' }))
    expect(await kept.sample({ ...asked, sampler: 'ddpm' })).toEqual(await as({}, 'ddpm'))
  })

  test('takes classes by number and by name, in turn, with the usual guidance', async () => {
    const byName = classed.sample({ device, count: 3, steps: 2, classes: ['owl', 'cat'] })
    const byNumber = classed.sample({ device, count: 3, steps: 2, classes: [2, 0] })
    const expected = await sample({
      ...{ device, model: network, weights: classed.weights, target: 'v' as const, count: 3 },
      ...{
        sampler: buildSampler('dpm-solver++', tinySchedule, { steps: 2 }),
        labels: [2, 0, 2],
        guidance: 2,
      },
    })
    expect(await byName).toEqual(expected)
    expect(await byNumber).toEqual(expected)
  })

  test('takes a single class, and refuses an option that it does not know', async () => {
    const asked = { device, count: 2, steps: 2 }
    expect(await classed.sample({ ...asked, classes: 'owl' })).toEqual(
      await classed.sample({ ...asked, classes: [2] }),
    )
    const misspelt = { ...asked, step: 2 }
    await expect(classed.sample(misspelt)).rejects.toThrow(
      coded('option.unknown', { name: 'step' }) as Error,
    )
  })

  test('makes every class in turn where none is named', async () => {
    const asked = { device, count: 4, steps: 2 }
    expect(await classed.sample(asked)).toEqual(
      await classed.sample({ ...asked, classes: [0, 1, 2, 0] }),
    )
  })

  test('takes a sampler of one’s own for its schedule', async () => {
    const asked = { device, count: 1, seed: 4 }
    const own = plain.sample({
      ...asked,
      sampler: (schedule) => buildSampler('ddim', schedule, { steps: 3 }),
    })
    expect(await own).toEqual(await plain.sample({ ...asked, sampler: 'ddim', steps: 3 }))
  })

  test('reports its progress, and ends by the signal', async () => {
    const events: number[] = []
    for await (const { done } of plain.sample({ device, count: 1 })) events.push(done)
    expect(events).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const stop = new AbortController()
    const task = plain.sample({ device, signal: stop.signal, onProgress: () => stop.abort() })
    await expect(task).rejects.toMatchObject({ name: 'AbortError' })
  })

  test.each([
    ['an unknown name', classed, ['dgo'], 'model.class-unknown'],
    ['a number too large', classed, [3], 'model.class-unknown'],
    ['no class at all', classed, [], 'model.classes-empty'],
    ['classes of a model without', plain, [0], 'model.without-classes'],
  ])('refuses %s', async (_, model, classes, code) => {
    await expect(model.sample({ device, classes })).rejects.toThrow(coded(code) as Error)
  })
})

describe('other tasks', () => {
  test('keep the shape of what they are given', async () => {
    const shape = [2, 8, 8, 1]
    const given = images(2)
    const mask = { shape: [8, 8], data: new Float32Array(64).fill(1, 0, 8) }
    const asked = { device, steps: 3 }
    expect((await plain.img2img(given, { ...asked, strength: 0.7 })).shape).toEqual(shape)
    expect((await classed.img2img(given, { ...asked, classes: ['dog'] })).shape).toEqual(shape)
    const inpainted = await plain.inpaint(given, mask, { ...asked, resamplings: 1 })
    expect(inpainted.data.slice(8, 64)).toEqual(given.data.slice(8, 64))
    expect((await plain.invert(given, asked)).shape).toEqual(shape)
    const frames = await plain.trajectory({ device, every: 5 })
    expect(frames.map(({ next }) => next)).toEqual([9, 4, -1])
  })

  test('interpolate from seed to seed and from image to image', async () => {
    const seeds = await plain.interpolate({ seeds: [1, 2] }, { device, frames: 3, steps: 3 })
    expect(seeds.shape).toEqual([3, 8, 8, 1])
    const between = { device, frames: 3, steps: 3, classes: ['cat', 'owl'] }
    expect((await classed.interpolate({ images: images(2) }, between)).shape).toEqual([3, 8, 8, 1])
  })
})

describe('an evaluation', () => {
  const data: Dataset = {
    ...{ name: 'pets', count: 12, height: 8, width: 8, channels: 1, classes: classNames },
    images: new Uint8Array(12 * 64).map((_, i) => (i * 37) % 256),
    labels: Uint8Array.from({ length: 12 }, (_, i) => i % 3),
  }
  const classifier = classifierOf([8, 8, 1], 3)
  const trained = { classifier, weights: initialParameters(classifier.parameters, 0) }
  const provideClassifier = () =>
    provideHost({
      async *classifierInSteps() {
        yield { done: 1, total: 1, loss: 1 }
        return trained
      },
    } as unknown as ModelHost)

  test('makes samples of every class, and compares them with the last images', async () => {
    provideClassifier()
    const task = classed.evaluate(data, { device, count: 4, steps: 2, neighbourCount: 1 })
    const stages = new Set<string>()
    for await (const { stage } of task) stages.add(stage)
    expect([...stages]).toEqual(['classifier', 'sampling', 'comparison'])
    const evaluation = await task
    expect(evaluation).toMatchObject({ count: 4, asked: [0, 1, 2, 0] })
    expect(evaluation.images).toEqual(await classed.sample({ device, count: 4, steps: 2 }))
  })

  test('refuses images of another shape', async () => {
    const wide = { ...data, count: 6, width: 16, labels: data.labels!.slice(6) }
    await expect(classed.evaluate(wide, { device, count: 2 })).rejects.toThrow(
      coded('model.data-of-another-shape', { shape: [8, 16, 1] }) as Error,
    )
  })
})

describe('a model’s file', () => {
  test('holds all of it', () => {
    const again = Model.decode(classed.encode())
    expect(again.weights).toEqual(classed.weights)
    expect(again.schedule.alphaBars).toEqual(tinySchedule.alphaBars)
    expect(again).toMatchObject({
      ...{ target: 'v', classNames, imageShape: [8, 8, 1], classes: 3, warnings: [] },
      provenance: { data: 'pets', images: 30, steps: 5 },
    })
    expect(Model.decode(plain.encode()).classNames).toBeUndefined()
  })

  test('samples nearly the same in half precision', async () => {
    const again = Model.decode(classed.encode({ precision: 'half' }))
    const options = { device, count: 3, steps: 4, classes: ['owl'] }
    const [half, single] = [await again.sample(options), await classed.sample(options)]
    expect(again.weights).not.toEqual(classed.weights)
    const away = half.data.map((value, i) => Math.abs(value - single.data[i]))
    // half a step of a byte is 0.004
    expect(Math.max(...away)).toBeLessThan(0.01)
  })

  test('keeps how its images were prepared, and leaves out words of later versions', () => {
    const parts = {
      network,
      schedule: tinySchedule,
      target: 'v',
      weights: classed.weights,
    } as const
    const preparation = { background: 'keep', fit: 'pad', resize: 'nearest' } as const
    const read = (given: object) =>
      Model.decode(new Model({ ...parts, preparation: given }).encode()).preparation
    expect(read(preparation)).toEqual(preparation)
    expect(read({ background: 'from-behind', fit: 'melt', resize: 'area' })).toEqual({
      ...{ background: undefined, fit: undefined, resize: 'area' },
    })
    expect(Model.decode(classed.encode()).preparation).toBeUndefined()
  })

  test('of an own network is read with that network', () => {
    const { architecture: _, ...own } = network
    const parts = { schedule: tinySchedule, target: 'v' as const, weights: classed.weights }
    const bytes = new Model({ network: { ...own, architecture: 'mine' }, ...parts }).encode()
    expect(() => Model.decode(bytes)).toThrow(coded('architecture.unknown') as Error)
    expect(Model.decode(bytes, { network }).weights).toEqual(classed.weights)
    expect(() => Model.decode(bytes, { network: tinyModel })).toThrow(
      coded('model-file.foreign-tensors') as Error,
    )
  })

  test('is written where the host has files', async () => {
    await expect(plain.save('a')).rejects.toThrow(coded('model.without-files') as Error)
    const written: [string, number][] = []
    const writeFile = async (path: string, bytes: Uint8Array) => {
      written.push([path, bytes.length])
    }
    const unused = () => {
      throw new Error('unused')
    }
    const others = { readModel: unused, openData: unused, loadData: unused, loadSplits: unused }
    provideHost({ writeFile, ...others, classifierInSteps: unused })
    await plain.save('a.safetensors', { precision: 'half' })
    expect(written).toEqual([['a.safetensors', plain.encode({ precision: 'half' }).length]])
  })

  test('says where the weights are strange', () => {
    const weights = classed.weights.map((value) => 1000 * value)
    const { model, schedule, target } = {
      model: network,
      schedule: tinySchedule,
      target: 'v' as const,
    }
    expect(new Model({ network: model, schedule, target, weights }).warnings).toHaveLength(1)
  })
})

test('the default device is opened once, and again after a failure', async () => {
  let opened = 0
  const results = [() => Promise.reject(new Error('busy')), () => Promise.resolve(device)]
  provideDevice(() => results[Math.min(opened++, 1)]())
  await expect(plain.sample({ count: 1 })).rejects.toThrow('busy')
  const made = await plain.sample({ count: 1 })
  expect(made).toEqual(await plain.sample({ count: 1, device }))
  expect(await defaultDevice()).toBe(device)
  expect(opened).toBe(2)
})
