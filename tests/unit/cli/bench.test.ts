/** What `ddpm bench` makes of times and profiles. */

import { describe, expect, test } from 'vitest'
import { fastestProfile, measure, medianOf } from '../../../src/cli/bench/measure.ts'
import { benchFacts, benchLines, profileLines } from '../../../src/cli/bench/report.ts'
import type { Profile, ProfileEntry } from '../../../src/engine/profile.ts'
import { tinyModel } from '../../tiny.ts'

/** An op of one part per given time. */
function entry(label: string, times: number[], more: Partial<ProfileEntry> = {}): ProfileEntry {
  const parts = times.map((milliseconds, i) => ({ command: `part${i}`, milliseconds }))
  const milliseconds = times.reduce((sum, time) => sum + time, 0)
  return { op: 'conv2d', label, shape: [1], milliseconds, parts, flops: 0, bytes: 0, ...more }
}

const profile: Profile = {
  milliseconds: 20,
  entries: [
    entry('small', [0.01]),
    entry('with w', [4], { op: 'add', bytes: 8e6 }),
    entry('conv4', [1, 5, 6], { flops: 24e9, algorithm: 'direct' }),
    entry('smaller', [0.002]),
  ],
}

describe('measuring', () => {
  test('the median is the middle value, or the mean of two', () => {
    expect([medianOf([3]), medianOf([9, 1, 2]), medianOf([4, 1, 3, 2])]).toEqual([3, 2, 2.5])
  })

  test('of several profiles the fastest is taken as it is', () => {
    const late = { milliseconds: 10, entries: [entry('a', [0, 1]), entry('b', [0])] }
    const fastest = { milliseconds: 8, entries: [entry('a', [2, 3]), entry('b', [2])] }
    const slow = { milliseconds: 9, entries: [entry('a', [1, 4]), entry('b', [3])] }
    expect(fastestProfile([late, fastest, slow])).toBe(fastest)
  })

  test('every round is reported and timed, and profiled where wanted', async () => {
    let steps = 0
    const step = async () => {
      steps++
    }
    const reported: number[] = []
    const { times, ...rest } = await measure(
      step,
      async () => profile,
      3,
      (n) => reported.push(n),
    )
    expect(reported).toEqual([1, 2, 3])
    expect(times.rounds).toHaveLength(3)
    expect(times.min).toBe(Math.min(...times.rounds))
    expect(rest.profile?.entries).toEqual(profile.entries)
    expect(steps).toBeGreaterThan(100) // short steps: many in a round
    expect((await measure(step, undefined, 1, () => {})).profile).toBeUndefined()
  })

  test('a request to stop is heard in the warm-up and between two rounds', async () => {
    const reason = new Error('stop')
    const reported: number[] = []
    const stopped = (stopAt: number, signal: AbortController) =>
      measure(
        async () => {},
        undefined,
        3,
        (round) => {
          reported.push(round)
          if (round === stopAt) signal.abort(reason)
        },
        signal.signal,
      )
    await expect(stopped(2, new AbortController())).rejects.toBe(reason)
    expect(reported).toEqual([1, 2])
    const before = new AbortController()
    before.abort(reason)
    await expect(stopped(0, before)).rejects.toBe(reason)
    expect(reported).toEqual([1, 2])
  })
})

describe('the profile as a table', () => {
  const lines = profileLines(profile, 200)

  test('is sorted by time and ends with what is left', () => {
    expect(lines.slice(1).map((line) => line.split('  ')[0])).toEqual([
      ...['conv4', 'add with w', '2 smaller ops', 'no op: start and end', 'Total'],
    ])
    expect(lines.at(-2)).toMatch(/3\.99 +19\.9%/)
    expect(lines.at(-1)).toMatch(/20\.0 +100\.0%/)
  })

  test('gives arithmetic for contractions and traffic for the rest', () => {
    expect(lines[1]).toMatch(/12\.0 +60\.0% +2,000 GFLOPS +direct +part0 1\.00 \+ part1 5\.00/)
    expect(lines[2]).toMatch(/4\.00 +20\.0% +2\.0 GB\/s$/)
  })

  test('adds parts of one command up', () => {
    const parts = ['pack', 'multiply', 'multiply'].map((command) => ({ command, milliseconds: 2 }))
    const phases = { milliseconds: 6, entries: [entry('up', [6], { parts })] }
    expect(profileLines(phases, 200)[1]).toMatch(/pack 2\.00 \+ 2 x multiply 4\.00$/)
  })

  test('leaves the parts out where they do not fit', () => {
    const narrow = profileLines(profile, 60)
    expect(narrow.join('\n')).not.toContain('part')
    expect(Math.max(...narrow.map(({ length }) => length))).toBeLessThanOrEqual(60)
    expect(narrow).toHaveLength(lines.length)
  })
})

describe('a result', () => {
  const result = {
    model: tinyModel,
    device: { name: 'wasm', description: 'WebAssembly, 2 threads' },
    ...({ processor: 'Babbage 2', job: 'train', batchSize: 16, flops: 5e9 } as const),
    times: { rounds: [100, 40, 50], min: 40, median: 50 },
    profile,
  } as const

  test('is speeds in words, from the median', () => {
    const text = benchLines(result, 200).join('\n')
    expect(text).toContain('training step, batch 16')
    expect(text).toContain('WebAssembly, 2 threads, Babbage 2')
    expect(text).toContain('50.0 ms median, 40.0 ms fastest of 3 rounds')
    expect(text).toContain('20 steps/s, 320 images/s, 100 GFLOPS')
    expect(text).toContain('add with w')
    expect(benchLines({ ...result, profile: undefined }, 200)).toHaveLength(5)
  })

  test('is facts under names that stay', () => {
    const facts = JSON.parse(JSON.stringify(benchFacts(result)))
    expect(facts).toMatchObject({
      ...{ kind: 'bench', job: 'train', batchSize: 16, flops: 5e9, processor: 'Babbage 2' },
      milliseconds: { rounds: [100, 40, 50], min: 40, median: 50 },
      ...{ stepsPerSecond: 20, imagesPerSecond: 320, gflops: 100 },
      device: { name: 'wasm' },
      model: { architecture: 'simple-unet', parameterCount: tinyModel.parameterCount },
    })
    expect(facts.profile.outsideOps).toBeCloseTo(3.988)
    expect(facts.profile.ops[2]).toMatchObject({
      ...{ op: 'conv2d', label: 'conv4', algorithm: 'direct', milliseconds: 12, share: 0.6 },
      ...{ flops: 24e9, gflops: 2000 },
    })
    expect(facts.profile.ops[1].gigabytesPerSecond).toBe(2)
  })
})
