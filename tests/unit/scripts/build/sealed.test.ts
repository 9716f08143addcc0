/** When a WebAssembly file counts as built. */

import { expect, test } from 'vitest'
import { isSealed, sealed } from '../../../../scripts/build/sealed.ts'

/** The smallest module there is. */
const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
const file = sealed(module, 'sources')

test('a sealed file is still a module', () => {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(file), 'ddpm-sources')
  expect(section.byteLength).toBe(32)
})

test('it is known by its sources, and by nothing else', () => {
  expect(isSealed(file, 'sources')).toBe(true)
  expect(isSealed(file, 'other sources')).toBe(false)
})

test.each([
  ['none at all', new Uint8Array()],
  ['never sealed', module],
  ['cut short', file.subarray(0, -1)],
  ['damaged', file.map((byte, i) => (i === 4 ? 2 : byte))],
  ['longer', Uint8Array.of(...file, 0)],
])('a file that is %s is built again', (_, damaged) => {
  expect(isSealed(damaged, 'sources')).toBe(false)
})
