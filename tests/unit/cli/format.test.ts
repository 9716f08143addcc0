import { describe, expect, test } from 'vitest'
import { ascii, bar, blocks, fitLine, sparkline, table } from '../../../src/cli/terminal/charts.ts'
import { bytes, count, duration, plural, rate } from '../../../src/cli/terminal/format.ts'

describe('numbers', () => {
  test('durations read as people say them', () => {
    expect([0, 8.4, 59.6, 65, 3600, 3720].map(duration)).toEqual([
      ...['0s', '8s', '1m 00s', '1m 05s', '1h 00m', '1h 02m'],
    ])
    expect(duration(Number.NaN)).toBe('-')
  })

  test('rates keep the digits that matter', () => {
    expect([0.4234, 8.13, 81.3, 812.4, 12_345].map(rate)).toEqual([
      ...['0.42', '8.1', '81', '812', '12,345'],
    ])
    expect(rate(Number.POSITIVE_INFINITY)).toBe('-')
  })

  test('bytes and counts', () => {
    expect([0, 528, 33_062_412].map(bytes)).toEqual(['0 B', '528 B', '33.1 MB'])
    expect(count(2_755_201)).toBe('2,755,201')
    expect([plural(1, 'step'), plural(2, 'step')]).toEqual(['1 step', '2 steps'])
  })
})

describe('charts', () => {
  test('a bar is as wide as asked for, whatever the fraction', () => {
    expect(bar(0.5, 4, ascii)).toBe('##..')
    expect(bar(-1, 4, ascii)).toBe('....')
    expect(bar(7, 4, ascii)).toBe('####')
  })

  test('a sparkline falls as the loss falls, on a logarithmic scale', () => {
    expect(sparkline([1, 0.1, 0.01], 3, blocks)).toBe('█▅▁')
    expect(sparkline([1, 1, 1], 3, blocks)).toBe('▁▁▁')
    expect(sparkline([], 3, blocks)).toBe('')
    const many = Array.from({ length: 1000 }, (_, i) => 1000 - i)
    expect(sparkline(many, 20, blocks)).toHaveLength(20)
  })

  test('a line drops its last segments until it fits', () => {
    const flexible = { most: 10, draw: (width: number) => '='.repeat(width) }
    const line = (width: number) => fitLine(width, 'Epoch 1/3', flexible, ['50%', '8s left'])
    expect(line(80)).toBe('Epoch 1/3  ==========  50%  8s left')
    expect(line(26)).toBe('Epoch 1/3  ==========  50%')
    expect(line(20)).toBe('Epoch 1/3  =========')
    expect(line(5)).toBe('Epoch')
    for (let width = 1; width < 60; width++) expect(line(width).length).toBeLessThanOrEqual(width)
  })

  test('a table aligns its columns', () => {
    const rows = [
      ['a', '1'],
      ['bcd', '234'],
    ]
    expect(table(rows, [1])).toEqual(['a      1', 'bcd  234'])
  })
})
