import { expect, test } from 'vitest'
import { atLeast, atMost, percent, showChecks } from '../../../benchmarks/report/checks.ts'

test('a check stands beside its bound and says whether it holds', () => {
  const lines = showChecks([
    { what: 'B=32', measured: '8.9 ms' },
    atMost('spread', 0.15, 0.15, percent),
    atMost('drift', 0.151, 0.15, percent),
    atLeast('rate', 0.9, 0.9, percent),
    atLeast('rest', 0.89, 0.9, percent),
  ])
  expect(lines).toEqual([
    'B=32    8.9 ms',
    'spread  15.0 %  at most 15.0 %   meets',
    'drift   15.1 %  at most 15.0 %   MISSES',
    'rate    90.0 %  at least 90.0 %  meets',
    'rest    89.0 %  at least 90.0 %  MISSES',
  ])
})

test('what cannot be measured does not hold', () => {
  expect(atMost('nothing', Number.NaN, 1, percent).holds).toBe(false)
})
