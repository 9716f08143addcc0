import { expect, test } from 'vitest'
import { shellWord } from '../../../src/cli/shell-word.ts'

test('a plain path is its own word', () => {
  expect(shellWord('runs/digits-20261123', 'linux')).toBe('runs/digits-20261123')
  expect(shellWord('C:\\runs\\a', 'win32')).toBe('C:\\runs\\a')
})

test('others are quoted as the shell has it', () => {
  expect(shellWord("my runs/it's", 'linux')).toBe(`'my runs/it'\\''s'`)
  expect(shellWord('a\\b', 'linux')).toBe(`'a\\b'`)
  expect(shellWord('C:\\my runs', 'win32')).toBe('"C:\\my runs"')
})
