import { expect, test } from 'vitest'
import { withNewNames } from '../../../src/base/old-names.ts'

const names = { clip: 'maxGradNorm', ema: 'emaDecay' }

test('old keys get their new names, and others stay', () => {
  expect(withNewNames({ clip: 1, seed: 2 }, names)).toEqual({ maxGradNorm: 1, seed: 2 })
})

test('a key under its new name wins', () => {
  expect(withNewNames({ emaDecay: 0.9, ema: 0.5 }, names)).toEqual({ emaDecay: 0.9 })
  expect(withNewNames({ ema: 0.5, emaDecay: 0.9 }, names)).toEqual({ emaDecay: 0.9 })
})

test.each([[null], ['clip'], [3], [undefined], [['clip']]])('%o comes back as it is', (value) => {
  expect(withNewNames(value, names)).toBe(value)
})
