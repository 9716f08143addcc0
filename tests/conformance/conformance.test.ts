/** Every op on every backend against the reference backend in float64. */

import { afterAll, describe, expect, it } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import type { Device } from '../../src/engine/device.ts'
import { shapeRules } from '../../src/engine/shape-rules.ts'
import { type Backend, backends } from './backends.ts'
import type { Case } from './case.ts'
import { cases } from './cases.ts'
import { differingParts, type Result, resultError, runCase } from './results.ts'
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
  return runCase(openReference({ precision: 'float64' }), row)
})

const opened: Device[] = []
const deviceOf = once(async (backend: Backend): Promise<Device> => {
  const device = await backend.open()
  opened.push(device)
  return device
})

const resultsOf = once((backend: Backend) =>
  once(async (row: Case) => runCase(await deviceOf(backend), row)),
)

const resultOf = (backend: Backend, row: Case) => resultsOf(backend)(row)

afterAll(async () => {
  for (const device of opened) await device.close()
})

const opsOf = (rows: readonly Case[]) => [...new Set(rows.map(({ op }) => op))]
const casesOf = (op: string, rows = cases) => rows.filter((row) => row.op === op)

it('has a case for every op', () => {
  const given = ['input', 'state', 'constant']
  const missing = Object.keys(shapeRules).filter((op) => !casesOf(op).length)
  expect(missing).toEqual(given)
})

describe.each(opsOf(cases))('%s', (op) => {
  it('has cases of different names', () => {
    const names = casesOf(op).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

for (const backend of backends) {
  const { name, missing, twin, cases: tried } = backend
  if (missing) {
    it.skip(`${name}: ${missing}`)
    continue
  }
  describe.each(opsOf(tried))(`${name}: %s`, (op) => {
    it.each(casesOf(op, tried))('$name', async (row) => {
      const error = resultError(await resultOf(backend, row), await truthOf(row))
      expect(error).toBeLessThanOrEqual(toleranceOf(op))
    })
  })

  const other = backends.find((candidate) => candidate.name === twin)
  if (!other) continue
  it.each(tried)(`${name} equals ${twin} bit for bit: $op $name`, async (row) => {
    const [own, others] = [await resultOf(backend, row), await resultOf(other, row)]
    expect(differingParts(own, others)).toEqual([])
  })
}
