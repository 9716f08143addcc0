/** Commands as words, and the layout that both languages share. */

import { expect, test } from 'vitest'
import { CommandList } from '../../../../src/backends/cpu/command-list.ts'
import { commands } from '../../../../src/backends/cpu/layout.ts'
import { layoutSource } from '../../../../src/backends/wasm/layout-source.ts'
import { InternalError } from '../../../../src/base/errors.ts'

const total = { y: 64, partials: 0xfffffff0, results: 1, count: 3, divisor: 0.5, epsilon: 0 }

test('a command is its number, its size, its fields in order, its list', () => {
  const list = new CommandList()
  list.add('total', total, [7, 8])
  const [number, bytes, ...words] = list.toWords()
  expect(Object.keys(commands)[number]).toBe('total')
  expect(bytes).toBe(4 * 10)
  // An address beyond 2 GiB keeps its bits; a float is stored as its bits.
  expect(words).toEqual([64, 0xfffffff0 | 0, 1, 3, 0x3f000000, 0, 7, 8])
})

test.each([Number.NaN, 0.5, 2 ** 32, -(2 ** 31) - 1])('%d is not a word', (word) => {
  expect(() => new CommandList().add('total', { ...total, y: word })).toThrow(InternalError)
  expect(() => new CommandList().add('total', total, [word])).toThrow(InternalError)
})

test('fields are taken by name, not by position', () => {
  const [one, other] = [new CommandList(), new CommandList()]
  one.add('total', total)
  other.add('total', {
    epsilon: 0,
    divisor: 0.5,
    results: 1,
    count: 3,
    partials: 0xfffffff0,
    y: 64,
  })
  expect(one.toWords()).toEqual(other.toWords())
})

test('the kernels see the same fields in the same order', () => {
  const source = layoutSource(true)
  expect(source).toMatch(
    /class Total \{\s+y: usize\s+partials: usize\s+results: i32\s+count: i32\s+divisor: f32\s/,
  )
  expect(source).toContain(`enum Command { ${Object.keys(commands).join(', ')} }`)
  expect(source).toContain('WIDE: bool = true')
})
