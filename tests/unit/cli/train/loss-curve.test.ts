/** What a run's metrics become in its loss curve. */

import { describe, expect, test } from 'vitest'
import { lossCurve } from '../../../../src/cli/train/artifacts.ts'
import type { Metric } from '../../../../src/runs/metrics.ts'

const job = { dataName: 'digits', weighted: false }
const losses = (mean: number) => ({ mean, quarters: [4, 3, 2, 1] })
const steps = (count: number): Metric[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'step', step: i + 1, epoch: 1, loss: 1 }))
/** Of 7 steps each. */
const epochs = (count: number): Metric[] =>
  Array.from({ length: count }, (_, i) => {
    return { kind: 'epoch', step: 7 * (i + 1), epoch: i + 1, loss: 2, validation: losses(i / 10) }
  })
const stopped = (step: number): Metric => ({
  ...{ kind: 'validation', step, epoch: 9, loss: 0.5, validation: losses(0.5) },
})

describe('the loss curve', () => {
  test('of few epochs is that of the steps, and so is the place of validation losses', () => {
    const { series, options } = lossCurve([...steps(12), ...epochs(1), stopped(12)], job)
    expect(series.x).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    expect(options).toMatchObject({ xLabel: 'Step', name: 'training' })
    expect(options.validation).toEqual({ x: [7, 12], y: [0, 0.5] })
  })

  test('of many epochs is theirs, and a run may stop between two', () => {
    const { series, options } = lossCurve([...steps(3), ...epochs(8), stopped(59.5)], job)
    expect(series).toEqual({ x: [1, 2, 3, 4, 5, 6, 7, 8], y: Array(8).fill(2) })
    expect(options.xLabel).toBe('Epoch')
    expect(options.validation.x).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8.5])
    expect(options.validation.y.at(-1)).toBe(0.5)
  })

  test('says the last validation loss and copies, which are no points of it', () => {
    const copied = (step: number, copies: number): Metric => {
      return { kind: 'copies', step, epoch: 1, loss: Number.NaN, copies }
    }
    const { series, options } = lossCurve([...steps(3), copied(2, 0.5), copied(3, 0.031)], job)
    expect(series.y).toEqual([1, 1, 1])
    expect(options.remark).toBe('copies 3 %')
    const judged = lossCurve([...steps(3), stopped(3), copied(3, 0.004)], job)
    expect(judged.options.remark).toBe('validation 0.5000, copies 0.4 %')
    expect(lossCurve(steps(3), job).options).not.toHaveProperty('remark')
  })

  test('says where losses are weighted, which validation losses never are', () => {
    const { options } = lossCurve(steps(3), { ...job, weighted: true })
    expect(options.name).toBe('training, weighted')
    expect(options.validation.y).toEqual([])
  })
})
