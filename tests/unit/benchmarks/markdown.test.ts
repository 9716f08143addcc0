/** From recorded lines to the tables of the benchmarks' README. */

import { describe, expect, test } from 'vitest'
import {
  betweenMarkers,
  fastestPeer,
  markdownOf,
  markers,
  showMs,
} from '../../../benchmarks/report/markdown.ts'
import { compared, type Line } from '../../../benchmarks/report/results.ts'

const results = compared([
  { name: 'ddpm, 2 threads', min: 500.00049, median: 510 },
  { name: 'ddpm, 1 thread', min: 980, median: 990 },
  { name: 'PyTorch 2 eager, nchw, 2 threads', min: 1000, median: 1100 },
  { name: 'PyTorch 2 eager, channels_last, 2 threads', min: 800, median: 1200 },
])

const line: Line = {
  ...{ date: '2026-11-23T21:25:41.899Z', processor: 'Some CPU', cores: 2, node: 'v24.21.0' },
  ...{ job: 'train', batch: 128, threads: 2, rounds: 7, results },
}

describe('results', () => {
  test('are compared with the first, by minima', () => {
    expect(results.map(({ ratio }) => ratio)).toEqual([1, 1.96, 2, 1.6])
    expect(results[0].min).toBe(500)
  })

  test('the fastest peer is none of ours', () => {
    expect(fastestPeer(results)?.min).toBe(800)
    expect(fastestPeer(results.slice(0, 2))).toBeUndefined()
  })

  test('milliseconds keep the digits that matter', () => {
    expect([1136.67, 100, 86.21, 3.046].map(showMs)).toEqual(['1137', '100', '86.2', '3.05'])
  })
})

describe('tables', () => {
  test('show minima, medians and ratios, the fastest peer in bold', () => {
    expect(markdownOf([line]).split('\n')).toEqual([
      '### Some CPU, 2 cores',
      '',
      '| milliseconds per step | min | median | ours is |',
      '|---|--:|--:|--:|',
      '| **training step, B=128** (2026-11-23, Node 24.21.0, 7 rounds) | | | |',
      '| ddpm, 2 threads | 500 | 510 |  |',
      '| ddpm, 1 thread | 980 | 990 | 1.96x as fast |',
      '| PyTorch 2 eager, nchw, 2 threads | 1000 | 1100 | 2.00x as fast |',
      '| PyTorch 2 eager, channels_last, 2 threads | 800 | 1200 | **1.60x as fast** |',
    ])
  })

  test('show the newest line of each workload, apart for each processor', () => {
    const faster = compared([{ name: 'ddpm, 2 threads', min: 7, median: 8 }])
    const text = markdownOf([
      line,
      { ...line, job: 'denoise', batch: 64 },
      { ...line, architecture: 'Zen 4' },
      { ...line, date: '2026-12-01T00:00:00.000Z', results: faster },
    ])
    expect(text.match(/^### .*/gm)).toEqual([
      '### Some CPU, 2 cores',
      '### Some CPU (Zen 4), 2 cores',
    ])
    expect(text.match(/\*\*\w+ step, B=\d+\*\* \(\S+/g)).toEqual([
      '**training step, B=128** (2026-12-01,',
      '**denoising step, B=64** (2026-11-23,',
      '**training step, B=128** (2026-11-23,',
    ])
    expect(text).toContain('| ddpm, 2 threads | 7.00 | 8.00 |  |')
  })

  test('leave trials out', () => {
    expect(markdownOf([{ ...line, rounds: 6 }])).toBe('')
  })

  test('replace what stands between the markers, as often as one likes', () => {
    const text = `above\n${markers.begin}\nold\n${markers.end}\nbelow\n`
    const once = betweenMarkers(text, 'new')
    expect(once).toBe(`above\n${markers.begin}\nnew\n${markers.end}\nbelow\n`)
    expect(betweenMarkers(once, 'new')).toBe(once)
    expect(() => betweenMarkers(`${markers.end}${markers.begin}`, 'new')).toThrow(markers.begin)
  })
})
