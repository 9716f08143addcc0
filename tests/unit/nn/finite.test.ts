/** Weights that are not finite, or make images that are not. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { DdpmError } from '../../../src/base/errors.ts'
import { weightNotices } from '../../../src/cli/weights.ts'
import { denoise, sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { encodeModel } from '../../../src/models/contents.ts'
import { weightsWarning } from '../../../src/nn/large-weights.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { decodeModel } from '../../../src/training/checkpoint.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const model = tinyModel
const initial = () => initialParameters(model.parameters, 0)

describe('a file whose weights hold', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d', (value) => {
    const { name, offset } = model.parameters[3]
    const weights = initial()
    weights[offset] = value
    for (const precision of ['single', 'half'] as const) {
      const bytes = encodeModel({ network: model, schedule: tinySchedule, weights, precision })
      const decode = () => decodeModel(bytes)
      expect(decode).toThrow(DdpmError)
      expect(decode).toThrow(`${name} holds ${value}`)
    }
  })
})

describe('weights far too large', () => {
  const weights = initial().map((value) => value * 1e20)
  const options = {
    ...{ device: openReference(), model, weights, count: 1 },
    sampler: buildSampler('ddpm', tinySchedule),
  }

  test('make images that are refused, not returned', async () => {
    await expect(sample(options)).rejects.toThrow(DdpmError)
    for await (const { step, steps, read } of denoise(options)) {
      if (step === 0) expect((await read()).data.every(Number.isFinite)).toBe(true)
      if (step === steps) await expect(read()).rejects.toThrow(DdpmError)
    }
  })

  test('are warned about by name', () => {
    expect(weightsWarning(model, initial())).toBeUndefined()
    expect(weightsWarning(model, weights)).toContain(model.parameters[0].name)
    const loaded = {
      network: model,
      weights,
      schedule: tinySchedule,
      target: 'eps',
      path: 'm',
    } as const
    expect(weightNotices(loaded, undefined)).toEqual([expect.stringContaining('Warning')])
  })
})
