/** What recipes make of labels and of images for validation, and which options they refuse. */

import { describe, expect, test } from 'vitest'
import { initialParameters } from '../../../src/nn/parameters.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import { trainInSteps } from '../../../src/training/steps.ts'
import { coded } from '../../coded.ts'
import { only, runAll, squares, tinyConditional, tinyOptions } from '../../tiny.ts'

describe('labels', () => {
  const data = { ...squares(12), labels: Uint8Array.from({ length: 12 }, (_, i) => i % 3) }
  const conditional = (recipe: Partial<TrainingOptions> = {}) =>
    tinyOptions({ model: tinyConditional, data, sampleCount: 0, ...recipe })
  const biasesOf = (flat: Float32Array) => {
    const { offset } = tinyConditional.parameters.find(({ name }) => name === 'class.weight')!
    return Array.from({ length: 5 }, (_, c) => flat.slice(offset + c * 6, offset + (c + 1) * 6))
  }
  const before = biasesOf(initialParameters(tinyConditional.parameters, 0))

  test.each([
    [0, [0, 1, 2]],
    [1, [4]],
    [0.5, [0, 1, 2, 4]],
  ])(
    'dropped with probability %d teach the rows %j and no other',
    async (conditionDropout, taught) => {
      const after = biasesOf((await runAll(conditional({ conditionDropout }))).weights)
      const moved = after.flatMap((row, c) => (row.join() === before[c].join() ? [] : [c]))
      expect(moved).toEqual(taught)
    },
  )

  test.each<[string, Partial<TrainingOptions>, unknown]>([
    ['none', { data: squares(12) }, coded('training.labels-missing', { classes: 4 })],
    [
      'of more classes',
      { data: { ...data, labels: data.labels.map((label) => label + 2) } },
      coded('training.label-beyond-classes', { highest: 4, classes: 4 }),
    ],
  ])('%s are refused', (_, options, error) => {
    expect(() => trainInSteps(conditional(options))).toThrow(error as Error)
  })

  test('do no harm where the model knows none', async () => {
    const [plain, with_] = [squares(12), data].map((d) => runAll(tinyOptions({ data: d })))
    expect((await with_).weights).toEqual((await plain).weights)
  })
})

describe('validation images', () => {
  test('are judged after each epoch and at the end, and not trained on', async () => {
    const options = tinyOptions({ data: squares(12), validation: 2, maxSteps: 5 })
    const { events } = await runAll(options)
    const { validation } = only(events, 'epoch')[0]
    expect(validation?.mean).toBeCloseTo(
      validation!.quarters.reduce((sum, q) => sum + q, 0) / 4,
      12,
    )
    expect(only(events, 'done')[0].validation?.mean).not.toBe(validation?.mean)

    const images = squares(12).images.slice()
    images.fill(77, 10 * 64)
    const others = await runAll({ ...options, data: { ...squares(12), images } })
    expect(only(others.events, 'step')).toEqual(only(events, 'step'))
    expect(only(others.events, 'epoch')[0].validation).not.toEqual(validation)
  })

  test('give the same losses in batches of any size', async () => {
    const validation = async (batchSize: number) => {
      const { events } = await runAll(
        tinyOptions({
          data: squares(10),
          validation: 3,
          batchSize,
          maxSteps: 1,
          learningRate: 1e-30,
        }),
      )
      return only(events, 'done')[0].validation!
    }
    const [a, b] = [await validation(7), await validation(2)]
    for (const [q, quarter] of a.quarters.entries()) expect(b.quarters[q]).toBeCloseTo(quarter, 6)
    expect(new Set(a.quarters).size).toBe(4)
  })
})
