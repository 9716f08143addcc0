/** Whoever lends from a device gives everything back, wherever its memory ends. */

import { describe, expect, test } from 'vitest'
import { sample } from '../../../src/diffusion/sample.ts'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import type { Device } from '../../../src/engine/device.ts'
import { classifierOf } from '../../../src/evaluation/classifier.ts'
import { classifierRecipe, trainClassifier } from '../../../src/evaluation/classifier-training.ts'
import { classifyImages } from '../../../src/evaluation/reading.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { lendingDevice } from '../../lending-device.ts'
import { runAll, squares, tinyModel, tinyOptions, tinySchedule } from '../../tiny.ts'

const data = { ...squares(4), labels: Uint8Array.of(0, 1, 0, 1), classes: ['a', 'b'] }
const classifier = classifierOf([8, 8, 1], 2)
const weightsOf = ({ parameters }: Pick<typeof tinyModel, 'parameters'>) =>
  initialParameters(parameters, 0)

const work: Record<string, (device: Device) => Promise<unknown>> = {
  sample: (device) => {
    const sampler = buildSampler('dpm-solver++', tinySchedule, { steps: 2 })
    return sample({ device, model: tinyModel, weights: weightsOf(tinyModel), sampler, count: 1 })
  },
  train: (device) => runAll(tinyOptions({ device, maxSteps: 1, sampleCount: 0, emaDecay: 0.9 })),
  'train in parts': (device) =>
    runAll(tinyOptions({ device, maxSteps: 1, sampleCount: 0, gradAccumulation: 3 })),
  'train a classifier': async (device) => {
    const recipe = { ...classifierRecipe, steps: 1 }
    for await (const _ of trainClassifier(device, classifier, data, recipe));
  },
  'read images': (device) =>
    classifyImages(
      device,
      { classifier, weights: weightsOf(classifier) },
      1,
      () => new Float32Array(64),
    ),
}

describe.each(Object.entries(work))('%s', (_, run) => {
  test('gives back what it had where no more is to be had', async () => {
    const refusals: string[] = []
    for (let most = 0; ; most++) {
      const device = lendingDevice(most)
      const refused = await run(device).then(
        () => undefined,
        (error: Error) => error.message,
      )
      expect(device.lent, `of ${most}`).toBe(0)
      if (refused === undefined) break
      refusals.push(refused)
    }
    expect(refusals.length).toBeGreaterThan(1)
    expect(new Set(refusals)).toEqual(new Set(['the memory does not suffice']))
  })
})

test('images that cannot be had leave nothing lent', async () => {
  const device = lendingDevice()
  const failing = classifyImages(device, { classifier, weights: weightsOf(classifier) }, 1, () => {
    throw new Error('no image')
  })
  await expect(failing).rejects.toThrow('no image')
  expect(device.lent).toBe(0)
})
