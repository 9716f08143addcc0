import { beforeAll, describe, expect, test } from 'vitest'
import { DdpmError } from '../../../src/base/errors.ts'
import { targets } from '../../../src/diffusion/targets.ts'
import {
  readSafetensors,
  type SafetensorsFile,
  writeSafetensors,
} from '../../../src/formats/safetensors.ts'
import { fromFloat32 } from '../../../src/formats/tensor-types.ts'
import { decodeContents, encodeModel } from '../../../src/models/contents.ts'
import { FORMAT_VERSION } from '../../../src/models/file.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { decodeModel, encodeCheckpoint } from '../../../src/training/checkpoint.ts'
import type { Checkpoint, RunConfig } from '../../../src/training/config.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import {
  only,
  runAll,
  squares,
  tinyConditional,
  tinyModel,
  tinyOptions,
  tinySchedule,
} from '../../tiny.ts'

let checkpoint: Checkpoint
let bytes: Uint8Array
beforeAll(async () => {
  const { events } = await runAll(tinyOptions({ maxSteps: 4 }))
  checkpoint = only(events, 'checkpoint').at(-1)!.checkpoint
  bytes = encodeCheckpoint(checkpoint, tinyModel)
})

/** Its weights as a model. */
const saved = () => ({ network: tinyModel, schedule: tinySchedule, weights: checkpoint.weights })

/** The checkpoint's bytes with its parts changed. */
function changed(change: (file: SafetensorsFile) => void): Uint8Array {
  const file = readSafetensors(bytes)
  change(file)
  return writeSafetensors(file.tensors, file.metadata)
}

/** The same with the JSON description changed. */
function redescribed(change: (description: Record<string, unknown>) => void): Uint8Array {
  return changed(({ metadata }) => {
    const description = JSON.parse(metadata['ddpm'])
    change(description)
    metadata['ddpm'] = JSON.stringify(description)
  })
}

describe('a checkpoint', () => {
  test('comes back bit for bit', () => {
    const loaded = decodeModel(bytes)
    expect(loaded.checkpoint).toEqual(checkpoint)
    expect(loaded.weights).toEqual(checkpoint.weights)
    expect(loaded.network.options).toEqual(tinyModel.options)
    expect(loaded.schedule).toEqual(tinySchedule)
  })

  test('keeps the names of the classes that its model learns, and only those', async () => {
    const network = unet({ imageSize: 8, widths: [4], attentionAt: [], groups: 2, classes: 2 })
    const data = { ...squares(10), labels: new Uint8Array(10), classes: ['cat', 'dog'] }
    const lastOf = async (more: object) => {
      const { events } = await runAll(tinyOptions({ data, maxSteps: 3, ...more }))
      return only(events, 'checkpoint').at(-1)!.checkpoint
    }
    const named = await lastOf({ model: network })
    const file = encodeCheckpoint(named, network)
    expect(decodeModel(file)).toMatchObject({ classNames: data.classes, checkpoint: named })
    expect(decodeContents(file).classNames).toEqual(data.classes)
    expect(await lastOf({})).not.toHaveProperty('classNames')
    expect(await lastOf({})).not.toHaveProperty('preparation')
  })

  test('describes its random state', () => {
    const { metadata } = readSafetensors(bytes)
    expect(JSON.parse(metadata['ddpm']).rng).toEqual({
      algorithm: 'philox4x32-10',
      seed: 0,
      step: 4,
    })
  })
})

describe('a checkpoint of version 1', () => {
  /** As it was written before recipes. */
  const old = () =>
    redescribed((description) => {
      const { training, ...config } = description['config'] as RunConfig
      const { batchSize, learningRate, seed } = training
      const then = { ...config, training: { batchSize, learningRate, seed } }
      Object.assign(description, { version: 1, config: then })
    })

  test('is that of a plain recipe', () => {
    expect(decodeModel(old()).checkpoint).toEqual(checkpoint)
    expect(decodeModel(old()).target).toBe('eps')
  })

  test('is resumed as if nothing had changed', async () => {
    const { checkpoint: resume } = decodeModel(old())
    const [resumed, unbroken] = [await runAll(tinyOptions({ resume })), await runAll(tinyOptions())]
    expect(resumed.weights).toEqual(unbroken.weights)
  })
})

describe('a checkpoint of a run on classes', () => {
  const on = (...classes: string[]) => {
    const number = (name: string) => classes.indexOf(name)
    const labels = Uint8Array.from({ length: 10 }, (_, i) => number(['1', '2', '10', '20'][i % 4]))
    return tinyOptions({ model: tinyConditional, data: { ...squares(10), labels, classes } })
  }

  test('continues by their names, in whatever order they come', async () => {
    const whole = await runAll(on('1', '2', '10', '20'))
    const { checkpoint: resume } = only(whole.events, 'checkpoint')[0]
    const resumed = await runAll({ ...on('20', '1', '10', '2'), resume })
    expect(resumed.weights).toEqual(whole.weights)
    const others = { ...on('1', '2', '10', '30'), resume }
    expect(() => trainInSteps(others)).toThrow(
      coded('training.resume-differs', { option: 'data.classes' }),
    )
  })

  test('without their names is of folders in the order of their characters', async () => {
    const whole = await runAll(on('1', '10', '2', '20'))
    const { classNames: _, ...resume } = only(whole.events, 'checkpoint')[0].checkpoint
    expect((await runAll({ ...on('1', '2', '10', '20'), resume })).weights).toEqual(whole.weights)
  })
})

describe('a checkpoint of version 2 with the names of before', () => {
  const options = () =>
    tinyOptions({ emaDecay: 0.9, warmupSteps: 1, validation: 1, sampleCount: 0 })
  const oldNames = {
    ...{ warmupSteps: 'warmUp', maxGradNorm: 'clip', emaDecay: 'ema', validation: 'heldOut' },
    ...{ gradAccumulation: 'accumulate', conditionDropout: 'labelDropout' },
  } as const

  /** The bytes as they were written then. */
  function asBefore(now: Uint8Array): Uint8Array {
    const { metadata, tensors } = readSafetensors(now)
    const description = JSON.parse(metadata['ddpm'])
    const { training } = description.config
    for (const [name, old] of Object.entries(oldNames)) {
      training[old] = training[name]
      delete training[name]
    }
    const renamed = [...tensors].map(
      ([name, tensor]) => [name.replace(/^ema\./, 'average.'), tensor] as const,
    )
    return writeSafetensors(new Map(renamed), { ddpm: JSON.stringify(description) })
  }

  test('is read whole, and continued as if nothing had changed', async () => {
    const whole = await runAll(options())
    const { checkpoint: stopped } = only(whole.events, 'checkpoint')[0]
    const bytes = asBefore(encodeCheckpoint(stopped, tinyModel))
    expect([...readSafetensors(bytes).tensors.keys()]).toContain('average.conv1.weight')
    const { checkpoint: resume } = decodeModel(bytes)
    expect(resume).toEqual(stopped)
    expect((await runAll({ ...options(), resume })).weights).toEqual(whole.weights)
  })
})

describe('a model file', () => {
  test('holds PyTorch’s names and layout and nothing else', () => {
    const file = readSafetensors(encodeModel(saved()))
    const shapes = tinyModel.parameters.map(({ name, shape }) => [name, shape])
    expect([...file.tensors].map(([name, { shape }]) => [name, shape]).sort()).toEqual(
      shapes.sort(),
    )
    expect(file.metadata['format']).toBe('pt')
  })

  test.each(targets)('says its target: %s', (target) => {
    const file = encodeModel({ ...saved(), target })
    expect(decodeModel(file).target).toBe(target)
  })

  test('takes half the space in half precision, and keeps three digits', () => {
    const file = encodeModel({ ...saved(), precision: 'half' })
    for (const { dtype } of readSafetensors(file).tensors.values()) expect(dtype).toBe('F16')
    const { weights } = decodeModel(file)
    for (const [i, exact] of checkpoint.weights.entries()) {
      expect(Math.abs(weights[i] - exact)).toBeLessThanOrEqual(
        Math.abs(exact) * 2 ** -11 + 2 ** -25,
      )
    }
  })

  test('loads without a description, as PyTorch saves it', () => {
    const file = readSafetensors(encodeModel(saved()))
    const loaded = decodeModel(writeSafetensors(file.tensors, {}))
    expect(loaded.weights).toEqual(checkpoint.weights)
    expect(loaded.schedule.timesteps).toBe(1000)
    expect(loaded.network.options).toMatchObject({ channels: 1, widths: [4, 8, 8], timeDim: 8 })
  })
})

/** A file with a tensor that does not fit. */
const misfit = (values: object) =>
  coded('model-file.misfit', { misfits: [expect.objectContaining(values)] })

describe('a damaged or foreign file is refused with the reason', () => {
  const cases: [string, () => Uint8Array, unknown][] = [
    [
      'a missing tensor',
      () => changed((f) => f.tensors.delete('conv4.weight')),
      misfit({ tensor: 'conv4.weight' }),
    ],
    [
      'missing moments',
      () => changed((f) => f.tensors.delete('adam.v.out.bias')),
      misfit({ tensor: 'adam.v.out.bias' }),
    ],
    [
      'an extra tensor',
      () => changed((f) => f.tensors.set('conv6.weight', fromFloat32([1], new Float32Array(1)))),
      coded('model-file.foreign-tensors', { tensors: ['conv6.weight'] }),
    ],
    [
      'a misshapen tensor',
      () => changed((f) => f.tensors.set('out.bias', fromFloat32([2], new Float32Array(2)))),
      misfit({ tensor: 'out.bias', found: [2], wanted: [1] }),
    ],
    [
      'a wrong type',
      () =>
        changed((f) =>
          f.tensors.set('out.bias', { dtype: 'I32', shape: [1], data: new Uint8Array(4) }),
        ),
      /out\.bias/,
    ],
    [
      'a newer version',
      () => redescribed((d) => Object.assign(d, { version: FORMAT_VERSION + 1 })),
      coded('model-file.version-unknown', {
        version: FORMAT_VERSION + 1,
        supported: FORMAT_VERSION,
      }),
    ],
    [
      'an unknown architecture',
      () =>
        redescribed((d) =>
          Object.assign(d.config as object, {
            model: { architecture: 'simple-unit', options: {} },
          }),
        ),
      /architecture "simple-unit" is unknown \(did you mean "simple-unet"\?\)/,
    ],
    [
      'progress that is not a number',
      () => redescribed((d) => Object.assign(d, { progress: { step: 'four' } })),
      coded('model-file.description-damaged', { path: 'progress.step' }),
    ],
    [
      'options out of range',
      () =>
        redescribed((d) =>
          Object.assign(d.config as object, {
            model: { architecture: 'simple-unet', options: { widths: [1e9, 1e9, 1e9] } },
          }),
        ),
      /widths of simple-unet is .*: use/,
    ],
    [
      'a network of another size',
      () =>
        redescribed((d) =>
          Object.assign(d.config as object, {
            model: { architecture: 'simple-unet', options: { widths: [4, 8, 16] } },
          }),
        ),
      coded('model-file.misfit', { architecture: 'simple-unet' }),
    ],
    [
      'options of another kind',
      () =>
        redescribed((d) =>
          Object.assign(d.config as object, {
            model: { architecture: 'unet', options: { widths: 64 } },
          }),
        ),
      /widths of unet is 64: use a list/,
    ],
    [
      'more timesteps than memory',
      () =>
        redescribed((d) => {
          Object.assign((d.config as RunConfig).schedule, { timesteps: Number.MAX_SAFE_INTEGER })
        }),
      /timesteps of the schedule linear is 9007199254740991: use/,
    ],
    [
      'an epoch before the first',
      () => redescribed((d) => Object.assign(d.progress as object, { epoch: 0 })),
      coded('model-file.description-damaged', { path: 'progress.epoch' }),
    ],
    [
      'a description that is no JSON',
      () => changed((f) => Object.assign(f.metadata, { ddpm: '{' })),
      coded('model-file.description-not-json'),
    ],
    [
      'another model',
      () => writeSafetensors(new Map([['a', fromFloat32([1], new Float32Array(1))]])),
      /not the weights of a known architecture/,
    ],
    ['text', () => new TextEncoder().encode('hello, I am no model at all'), /safetensors/],
    ['nothing', () => new Uint8Array(), /safetensors/],
  ]
  test.each(cases)('%s', (_, damage, error) => {
    expect(() => decodeModel(damage())).toThrow(error as Error)
    expect(() => decodeModel(damage())).toThrow(DdpmError)
  })
})
