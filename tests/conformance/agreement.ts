/** Ops on backends against the reference backend in float64. */

import { afterAll, describe, expect, it } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import type { Device } from '../../src/engine/device.ts'
import type { Backend } from './backends.ts'
import type { Case } from './case.ts'
import { casesOf, opsOf } from './cases.ts'
import { differingParts, judgeCase, type Result, resultError, runCase } from './results.ts'
import { toleranceOf } from './tolerances.ts'

/** Remembers what a function gave for each argument. */
function once<A, B>(make: (argument: A) => B): (argument: A) => B {
  const made = new Map<A, B>()
  return (argument) => {
    const value = made.get(argument) ?? make(argument)
    made.set(argument, value)
    return value
  }
}

const truthOf = once((row: Case): Promise<Result> => {
  return judgeCase(openReference({ precision: 'float64' }), row)
})

const opened: Device[] = []
const deviceOf = once(async (backend: Backend): Promise<Device> => {
  const device = await backend.open()
  opened.push(device)
  return device
})

const resultsOf = once((backend: Backend) =>
  once(async (row: Case) => await runCase(await deviceOf(backend), row)),
)

const resultOf = (backend: Backend, row: Case) => resultsOf(backend)(row)

afterAll(async () => {
  for (const device of opened) await device.close()
})

/** Tries the chosen rows of each backend's cases. Where a backend is missing, says why. */
export function describeAgreement(
  backends: readonly Backend[],
  chosen: (backend: Backend, row: Case) => boolean,
): void {
  for (const backend of backends) {
    const { name, missing, twin } = backend
    if (missing) {
      it.skip(`${name}: ${missing}`)
      continue
    }
    const rows = backend.cases.filter((row) => chosen(backend, row))
    describe.each(opsOf(rows))(`${name}: %s`, (op) => {
      it.each(casesOf(op, rows))('$name', async (row) => {
        const error = resultError(await resultOf(backend, row), await truthOf(row))
        const tolerance = toleranceOf(op, (await deviceOf(backend)).capabilities)
        if (tolerance !== undefined) expect(error).toBeLessThanOrEqual(tolerance)
      })
    })

    const other = backends.find((candidate) => candidate.name === twin)
    if (!other) continue
    it.each(rows)(`${name} equals ${twin} bit for bit: $op $name`, async (row) => {
      const [own, others] = [await resultOf(backend, row), await resultOf(other, row)]
      expect(differingParts(own, others)).toEqual([])
    })
  }
}
