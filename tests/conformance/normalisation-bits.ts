/** GroupNorm's bits depend neither on the threads nor on what else is in the batch. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWasm } from '../../src/backends/wasm/device.ts'
import type { Variant } from '../../src/backends/wasm/variants.ts'
import { sizeOf } from '../../src/base/shape.ts'
import type { Device } from '../../src/engine/device.ts'
import { groupNormGradient, groupNormSums, groupStats, normalised } from '../../src/engine/trace.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { normal } from '../golden/formula.ts'
import type { Case } from './case.ts'
import { differingParts, runCase, sampleOf } from './results.ts'

const SAMPLES = 5
const SAMPLE = 3

/** Sizes that are cut into units of other widths where samples or threads are few. */
const kinds = [
  { size: [14, 14, 128], groups: 32 },
  { size: [28, 28, 264], groups: 8 },
  { size: [5, 7, 6], groups: 3 },
]

const made = new Map<string, Float32Array>()

/** Numbers of a whole batch, made once. */
function batch(stream: number, size: readonly number[]): Float32Array {
  const key = `${stream}: ${size}`
  const known = made.get(key) ?? normal(stream, [SAMPLES, ...size])
  made.set(key, known)
  return known
}

/** Forward and backward on some samples of one batch. */
function caseOf({ size, groups }: (typeof kinds)[number], first: number, count: number): Case {
  const width = size[2]
  const length = sizeOf(size)
  const numbers = (stream: number) =>
    batch(stream, size).subarray(first * length, (first + count) * length)
  return {
    op: 'groupNormGradient',
    name: `(${size.join(', ')})`,
    trace: (l) => {
      const [x, dy] = [1, 2].map((stream) => l.numbers([count, ...size], numbers(stream)))
      const [scale, shift] = [l.constant([width], normal(3, [width])), l.constant([width])]
      const stats = groupStats(x, { groups, epsilon: 1e-5 })
      const settings = { groups, silu: true }
      const y = normalised(x, stats, scale, shift, settings)
      const sums = groupNormSums(dy, x, stats, scale, shift, settings)
      return { y, sums, dx: groupNormGradient(dy, x, stats, scale, shift, sums, settings) }
    },
  }
}

export const describeNormalisationBits = (variants: readonly Variant[]) =>
  describe.each(variants)('%s', (variant) => {
    const devices: Device[] = []
    beforeAll(async () => {
      for (const threads of [1, 2, 5])
        devices.push(await openWasm(nodeHost(), { variant, threads }))
    })
    afterAll(async () => {
      for (const device of devices) await device.close()
    })

    test.each(kinds)('$size by 1, 2 and 5 threads, in a batch and alone', async (kind) => {
      const expected = await runCase(devices[0], caseOf(kind, 0, SAMPLES))
      for (const device of devices) {
        const all = await runCase(device, caseOf(kind, 0, SAMPLES))
        const one = await runCase(device, caseOf(kind, SAMPLE, 1))
        expect(differingParts(all, expected)).toEqual([])
        expect(differingParts(one, sampleOf(SAMPLE, SAMPLES, expected))).toEqual([])
      }
    })
  })
