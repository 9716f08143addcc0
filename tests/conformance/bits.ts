/** The bits of convolutions and attention depend neither on the threads nor on what else is in the batch. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWasm } from '../../src/backends/wasm/device.ts'
import type { Variant } from '../../src/backends/wasm/variants.ts'
import { type Shape, sizeOf } from '../../src/base/shape.ts'
import type { Device } from '../../src/engine/device.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { normal } from '../golden/formula.ts'
import type { Case, Leaves } from './case.ts'
import { bothOf } from './cases/attention.ts'
import { convolutionsOf, type Sizes } from './convolutions.ts'
import { differingParts, runCase, sampleOf } from './results.ts'

const SAMPLES = 5
const SAMPLE = 3

/** [height, width, channels in, channels out, kernel, stride] */
const kinds = [
  [7, 7, 264, 24, 3, 1],
  [28, 28, 8, 40, 3, 1],
  [14, 11, 64, 136, 3, 1],
  [28, 27, 16, 24, 3, 2],
  [11, 14, 136, 8, 3, 2],
  [28, 28, 24, 16, 4, 2],
  [15, 7, 64, 264, 4, 2],
  [1, 1, 8, 8, 3, 1],
] as const

const sizesOf = ([height, width, from, to, kernel, stride]: (typeof kinds)[number]) =>
  [SAMPLES, height, width, from, to, kernel, kernel, stride, 1] as const

/** Other numbers in each leaf, and none twice. */
const numbersOf = (leaves: Leaves, shape: Shape) => normal(Object.keys(leaves.inputs).length, shape)

const batchOf = (row: Sizes) =>
  convolutionsOf(row, (leaves, shape) => leaves.numbers(shape, numbersOf(leaves, shape)))

/** One sample of a batch of images. */
function imageOf(leaves: Leaves, shape: Shape) {
  const batch = numbersOf(leaves, [SAMPLES, ...shape.slice(1)])
  const size = sizeOf(shape)
  return leaves.numbers(shape, batch.subarray(SAMPLE * size, (SAMPLE + 1) * size))
}

/** The same of one sample of the batch. Images come first, and the filters of the case last. */
function aloneOf([, ...sizes]: Sizes): Case[] {
  return convolutionsOf([1, ...sizes], (leaves, shape) => {
    if (Object.keys(leaves.inputs).length > 0) {
      return leaves.numbers(shape, numbersOf(leaves, shape))
    }
    return imageOf(leaves, shape)
  })
}

/** [height, width, channels, heads] */
const attentions = [
  [7, 7, 128, 1],
  [7, 7, 64, 8],
  [17, 16, 20, 2],
] as const

const attentionsOf = ([height, width, channels, heads]: (typeof attentions)[number]) => {
  const name = `${height} x ${width}, ${channels} channels, heads: ${heads}`
  const image = [height, width, channels]
  const whole = (leaves: Leaves, shape: Shape) => leaves.numbers(shape, numbersOf(leaves, shape))
  const batches = bothOf(name, [SAMPLES, ...image], heads, whole)
  const alones = bothOf(name, [1, ...image], heads, imageOf)
  return batches.map((batch, i) => ({ ...batch, batch, alone: alones[i] }))
}

const convolutions = kinds.flatMap((kind) => {
  const alone = aloneOf(sizesOf(kind))
  return batchOf(sizesOf(kind)).map((batch, i) => ({ ...batch, batch, alone: alone[i] }))
})
const rows = [...convolutions, ...attentions.flatMap(attentionsOf)]
const images = rows.filter(({ op }) => op !== 'conv2dFilterGradient')

type Algorithms = 'best' | 'direct' | 'winograd'

/** Both ways to convolve, and the choice between them, which must not depend on the batch. */
const devicesOf = (variants: readonly Variant[], ways: readonly Algorithms[]) =>
  variants.flatMap((variant) => ways.map((algorithms) => ({ variant, algorithms })))

export const describeBits = (
  variants: readonly Variant[],
  ways: readonly Algorithms[] = ['best', 'direct', 'winograd'],
) =>
  describe.each(devicesOf(variants, ways))('$variant $algorithms', (options) => {
    let first: Device
    const others: Device[] = []
    beforeAll(async () => {
      first = await openWasm(nodeHost(), { ...options, threads: 1 })
      for (const threads of [2, 5]) others.push(await openWasm(nodeHost(), { ...options, threads }))
    })
    afterAll(async () => {
      for (const device of [first, ...others]) await device.close()
    })

    test.each(rows)('threads 1 = threads 2 = threads 5: $op $name', async ({ batch }) => {
      const expected = await runCase(first, batch)
      for (const device of others) {
        expect(differingParts(await runCase(device, batch), expected)).toEqual([])
      }
    })

    test.each(images)('a sample of the batch = the same alone: $op $name', async (row) => {
      for (const device of [first, ...others]) {
        const [all, one] = [await runCase(device, row.batch), await runCase(device, row.alone)]
        expect(differingParts(one, sampleOf(SAMPLE, SAMPLES, all))).toEqual([])
      }
    })
  })
