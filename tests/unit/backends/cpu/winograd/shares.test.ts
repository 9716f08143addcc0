/** Filter gradients of so many samples that they are taken share by share, the last one smaller. */

import { expect, test } from 'vitest'
import { openReference } from '../../../../../src/backends/reference/device.ts'
import { openWasm } from '../../../../../src/backends/wasm/device.ts'
import type { Device } from '../../../../../src/engine/device.ts'
import { nodeHost } from '../../../../../src/hosts/node/host.ts'
import { type Case, traceCase } from '../../../../conformance/case.ts'
import { scatteredOf } from '../../../../conformance/convolutions.ts'
import { resultError, runCase } from '../../../../conformance/results.ts'

/** A prime: shares of more than one sample are never all of one size. */
const SAMPLES = 41

const cases = scatteredOf([SAMPLES, 28, 28, 64, 8, 3, 3, 1, 1]).filter(
  ({ op }) => op === 'conv2dFilterGradient',
)

/** The commands that a case takes. */
async function commandsOf(device: Device, row: Case): Promise<string[]> {
  const job = await device.load(traceCase(row).program, {})
  const profile = await job.profile?.()
  job.free()
  return profile?.entries.flatMap(({ parts }) => parts.map(({ command }) => command)) ?? []
}

test.each(cases)('$name', async (row) => {
  const truth = await runCase(openReference({ precision: 'float64' }), row)
  const device = await openWasm(nodeHost(), { threads: 2, algorithms: 'winograd' })
  const shares = (await commandsOf(device, row)).filter((command) => command === 'spreadTiles')
  expect(shares.length).toBeGreaterThanOrEqual(2)
  expect(shares.length).toBeLessThan(SAMPLES)
  expect(resultError(await runCase(device, row), truth)).toBeLessThanOrEqual(1e-5)
  await device.close()
})
