import { describe, expect, test } from 'vitest'
import { metricLine, parseMetric, parseMetrics } from '../../../src/runs/metrics.ts'

const validation = { mean: 0.5, quarters: [0.9, 0.6, 0.3, 0.2] }

describe('a metrics file of before', () => {
  const text = [
    '{"kind":"step","step":1,"epoch":1,"loss":1.1,"gradientNorm":0.5}',
    `{"kind":"epoch","step":9,"epoch":1,"loss":0.9,"heldOut":${JSON.stringify(validation)}}`,
    `{"kind":"held-out","step":12,"epoch":2,"loss":0.5,"heldOut":${JSON.stringify(validation)}}`,
  ].join('\n')

  test('is read under the names of now', () => {
    expect(parseMetrics(text)).toEqual([
      { kind: 'step', step: 1, epoch: 1, loss: 1.1, gradientNorm: 0.5 },
      { kind: 'epoch', step: 9, epoch: 1, loss: 0.9, validation },
      { kind: 'validation', step: 12, epoch: 2, loss: 0.5, validation },
    ])
  })

  test('is written under the names of now', () => {
    const [, , last] = parseMetrics(text)
    expect(metricLine(last)).toContain('"kind":"validation"')
    expect(metricLine(last)).not.toContain('heldOut')
    expect(parseMetric(metricLine(last))).toEqual(last)
  })
})
