/** Every op on every backend: on the reference and the widest kernels whole, on the baseline in part. */

import { describe, expect, it } from 'vitest'
import { shapeRules } from '../../src/engine/shape-rules.ts'
import { describeAgreement } from './agreement.ts'
import { backends, isQuick } from './backends.ts'
import { cases, casesOf, opsOf } from './cases.ts'

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

describeAgreement(backends, isQuick)
