import { describe, expect, test } from 'vitest'
import { Progress } from '../../../src/cli/train/progress.ts'
import type { RunInfo } from '../../../src/cli/train/reporter.ts'
import { newSettings } from '../../../src/cli/train/settings.ts'
import { epochLine, stepLine } from '../../../src/cli/train/words.ts'
import { squares, tinyModel } from '../../tiny.ts'

const info: RunInfo = {
  settings: newSettings({ batchSize: 10 }),
  model: tinyModel,
  data: squares(40),
  device: 'none',
  path: 'runs/x',
  batchesPerEpoch: 4,
  totalSteps: 8,
  doneSteps: 0,
  validation: 0,
}

/** A run whose clock goes by what the test says. */
function clocked() {
  const clock = { ms: 0 }
  const progress = new Progress(info, () => clock.ms)
  const step = (n: number, ms: number, loss = 0.5) => {
    clock.ms += ms
    progress.addStep({ kind: 'step', step: n, epoch: 1, loss, gradientNorm: 1 })
  }
  return { clock, progress, step }
}

describe('Progress', () => {
  test('the first step is not timed: it has the compilation in it', () => {
    const { progress, step } = clocked()
    step(1, 60_000)
    expect(progress.imagesPerSecond).toBeNaN()
    step(2, 500)
    expect(progress.imagesPerSecond).toBeCloseTo(20)
    expect(progress.secondsLeft).toBeCloseTo(3)
    expect(progress.fraction).toBe(0.25)
  })

  test('time spent on other things does not count', () => {
    const { clock, progress, step } = clocked()
    step(1, 0)
    step(2, 500)
    clock.ms += 100_000
    progress.goOn()
    step(3, 500)
    expect(progress.imagesPerSecond).toBeCloseTo(20)
  })

  test('the loss is that of the recent past', () => {
    const { progress, step } = clocked()
    for (let n = 1; n <= 8; n++) step(n, 1, 0.25)
    expect(progress.loss).toBeCloseTo(0.25, 10)
    expect(progress.losses).toHaveLength(8)
  })

  test('the curve of a long run stays short and keeps its ends', () => {
    const { progress, step } = clocked()
    for (let n = 1; n <= 100_000; n++) step(n, 1, n)
    const { losses } = progress
    expect(losses.length).toBeLessThan(512)
    expect(losses[0]).toBeLessThan(1000)
    expect(losses[losses.length - 1]).toBeGreaterThan(99_000)
  })

  test('lines read as the notebook prints them', () => {
    const { progress, step } = clocked()
    step(1, 0)
    step(2, 500)
    expect(stepLine(progress)).toBe('Step 2/8 | Loss: 0.5000 | 20 images/s | 3s left')
    const epoch = { kind: 'epoch', epoch: 1, step: 4, loss: 0.12345 } as const
    expect(epochLine(epoch, progress)).toBe('Epoch 1/2 | Loss: 0.1235 | 20 images/s')
    expect(epochLine(epoch, progress)).toBe('Epoch 1/2 | Loss: 0.1235')
  })
})
