import { expect, test } from 'vitest'
import { readOptions } from '../../../benchmarks/options.ts'

const read = (...args: string[]) => {
  return readOptions({ rounds: 5, 'small-steps': 2000 }, ['batches', 'steps'], args)
}

test('options default, and to all parts', () => {
  const everything = { rounds: 5, 'small-steps': 2000, parts: ['batches', 'steps'] }
  expect(read()).toEqual(everything)
  expect(read('steps', '--rounds', '9')).toEqual({ ...everything, rounds: 9, parts: ['steps'] })
})

test('options that are wrong are named', () => {
  for (const value of ['0', '-1', '1.5', 'many', '']) {
    expect(() => read(`--rounds=${value}`)).toThrow('--rounds')
  }
  expect(() => read('--round', '3')).toThrow('--round')
  expect(() => read('stepz')).toThrow('no part stepz: there are batches, steps')
})
