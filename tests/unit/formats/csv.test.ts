/** Comma-separated values. */

import { expect, test } from 'vitest'
import { readCsv } from '../../../src/formats/csv.ts'

test('fields may be quoted, with commas, quotes and line breaks in them', () => {
  expect(readCsv('\ufeffa,b\r\n1,"x, ""y""\nz"\n\n3,')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"\nz'],
    ['3', ''],
  ])
  expect(readCsv('')).toEqual([])
  expect(readCsv('a"b,c\n')).toEqual([['b', 'c']])
})
