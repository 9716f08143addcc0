/** Networks of classes with and without an embedding for "any class". */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { askFor } from '../../../src/cli/asking.ts'
import { classesOf } from '../../../src/cli/tasks/classes.ts'
import { sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { DEFAULT_GUIDANCE } from '../../../src/diffusion/sampling-defaults.ts'
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts'
import { encodeModel } from '../../../src/models/contents.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { decodeModel } from '../../../src/training/checkpoint.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { squares, tinyOptions, tinySchedule } from '../../tiny.ts'

const options = { ...{ patch: 1, widths: [4, 8], imageSize: 28, layersPerBlock: 1 }, classes: 10 }

/** The model's file, with and without what this library says about it. */
function filesOf(model = unet(options)) {
  const weights = initialParameters(model.parameters, 1)
  const own = encodeModel({ network: model, schedule: tinySchedule, weights })
  return { own, foreign: writeSafetensors(readSafetensors(own).tensors, { format: 'pt' }) }
}

const alone = unet({ ...options, anyClass: false })
const loaded = { ...decodeModel(filesOf(alone).own), path: 'm' }

describe('a file', () => {
  test('of this library says that its last row is for any class', () => {
    const { network: model } = decodeModel(filesOf().own)
    expect(model).toMatchObject({ classes: 10, anyClass: true })
    // as before there was a choice: older programs read it
    expect(model.options).not.toHaveProperty('anyClass')
  })

  test('of another program has as many classes as rows', () => {
    expect(decodeModel(filesOf().foreign).network).toMatchObject({ classes: 11, anyClass: false })
    expect(decodeModel(filesOf(alone).foreign).network).toMatchObject({ classes: 10 })
  })

  test('of this library keeps that there is no such row', () => {
    expect(loaded.network).toMatchObject({ classes: 10, anyClass: false })
  })
})

describe('a model without an embedding for any class', () => {
  const asked = {
    ...loaded,
    model: loaded.network,
    device: openReference(),
    sampler: buildSampler('ddim', tinySchedule, { steps: 1 }),
  }

  test('samples its classes, the last among them', async () => {
    const images = await sample({ ...asked, labels: [9], count: 1 })
    expect(images.data.every(Number.isFinite)).toBe(true)
  })

  test('refuses guidance and images without a class', async () => {
    const guided = sample({ ...asked, labels: [9], count: 1, guidance: 2 })
    await expect(guided).rejects.toThrow(/guidance 1/)
    await expect(sample({ ...asked, labels: [9], guidance: 0, count: 1 })).rejects.toThrow(/any/)
    await expect(sample({ ...asked, count: 1 })).rejects.toThrow(/give a class/)
    await expect(sample({ ...asked, labels: [10], count: 1 })).rejects.toThrow(/0 to 9/)
  })

  test('is asked by the command line without guidance', () => {
    expect(askFor({}, loaded, 2)).toMatchObject({ labels: [0, 1], guidance: 1 })
    const own = { ...loaded, network: unet(options) }
    expect(askFor({}, own, 2).guidance).toBe(DEFAULT_GUIDANCE)
    expect(classesOf({ classes: ['9'] }, loaded, 1, () => 0).guidance).toBe(1)
    expect(() => classesOf({}, loaded, 1, () => 0)).toThrow(/--class, 0 to 9/)
  })

  test('is trained without dropping labels, or not at all', () => {
    const model = unet({ ...options, imageSize: 8, anyClass: false })
    const data = { ...squares(10), labels: new Uint8Array(10) }
    expect(() => trainInSteps(tinyOptions({ model, data }))).toThrow(/use 0/)
    trainInSteps(tinyOptions({ model, data, conditionDropout: 0 }))
  })
})
