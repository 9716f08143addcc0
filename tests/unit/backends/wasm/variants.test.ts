/** Which code shapes are offered and chosen. */

import { expect, test } from 'vitest'
import { availableVariants, chooseVariant } from '../../../../src/backends/wasm/variants.ts'
import { nodeHost } from '../../../../src/platform/node-host.ts'

const narrow = { ...nodeHost(), wideVectors: false }
const wide = { ...narrow, wideVectors: true }

test('every Node we support has relaxed SIMD; wide ones are offered where the host says so', () => {
  expect(availableVariants(narrow)).toEqual(['simd', 'relaxed'])
  expect(availableVariants(wide)).toEqual(['simd', 'relaxed', 'wide'])
})

test('the fastest is taken unless another is wanted', () => {
  expect(chooseVariant(wide)).toBe('wide')
  expect(chooseVariant(narrow)).toBe('relaxed')
  expect(chooseVariant(wide, 'simd')).toBe('simd')
})

test('what does not exist or does not run here is refused with what does', () => {
  expect(() => chooseVariant(narrow, 'relaxd')).toThrow('did you mean "relaxed"')
  expect(() => chooseVariant(narrow, 'wide')).toThrow('use simd or relaxed')
})
