import { expect, test } from 'vitest'
import { parsePythonJson } from '../../../src/formats/python-json.ts'

test('numbers that JSON does not have', () => {
  expect(parsePythonJson('{"a": -Infinity, "b": [Infinity, NaN, 1]}')).toEqual({
    a: -Infinity,
    b: [Infinity, null, 1],
  })
})

test('strings keep such words', () => {
  const value = { '-Infinity': 'NaN, "Infinity" \\', NaN: '\\"NaN' }
  expect(parsePythonJson(JSON.stringify(value))).toEqual(value)
})

test('what is not JSON is not taken', () => {
  for (const text of ['', '{', '{"a": Infinit}', '{"a": +Infinity}', '"NaN']) {
    expect(() => parsePythonJson(text)).toThrow(SyntaxError)
  }
})
