/** How far convolutions with long sums of standard-normal numbers are from float64: relative L2. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import { openWasm } from '../../src/backends/wasm/device.ts'
import type { Variant } from '../../src/backends/wasm/variants.ts'
import type { Device } from '../../src/engine/device.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { normal } from '../golden/formula.ts'
import type { Case } from './case.ts'
import { convolutionsOf, type Sizes } from './convolutions.ts'
import { judgeCase, resultError, runCase } from './results.ts'

/** Forward and the image's gradient, which is a transpose; the filter's sums are the longest. */
const limits: { readonly [K in Case['op']]?: number } = {
  conv2d: 3e-6,
  convTranspose2d: 3e-6,
  conv2dFilterGradient: 1e-5,
}

/** [kernel, stride]: those that Winograd's algorithm takes. */
const kinds = [
  [3, 1],
  [3, 2],
  [4, 2],
] as const

/** With standard-normal numbers. */
const casesOf = (sizes: Sizes) =>
  convolutionsOf(sizes, (leaves, shape) => {
    const stream = Object.keys(leaves.inputs).length
    return leaves.numbers(shape, normal(stream, shape))
  })

const wide = [64, 256].flatMap((channels) =>
  kinds.flatMap(([kernel, stride]) =>
    casesOf([1, 14, 14, channels, channels, kernel, kernel, stride, 1]),
  ),
)

/** A filter's gradient sums over all pixels of a batch. */
const long = casesOf([128, 28, 28, 8, 1, 3, 3, 1, 1]).filter(
  ({ op }) => op === 'conv2dFilterGradient',
)

/** On kernels of these shapes, by both algorithms. */
export function describeAccuracy(variants: readonly Variant[]): void {
  const devices: { readonly label: string; readonly device: Device }[] = []

  beforeAll(async () => {
    for (const variant of variants) {
      for (const algorithms of ['direct', 'winograd'] as const) {
        const device = await openWasm(nodeHost(), { variant, threads: 2, algorithms })
        devices.push({ label: `${variant} ${algorithms}`, device })
      }
    }
  })

  afterAll(async () => {
    for (const { device } of devices) await device.close()
  })

  test.each([...wide, ...long])('$op $name', async (row) => {
    const truth = await judgeCase(openReference({ precision: 'float64' }), row)
    const limit = limits[row.op] ?? 0
    const failures: string[] = []
    for (const { label, device } of devices) {
      const error = resultError(await runCase(device, row), truth)
      if (!(error <= limit)) failures.push(`${label}: ${error.toExponential(2)} > ${limit}`)
    }
    expect(failures).toEqual([])
  })
}
