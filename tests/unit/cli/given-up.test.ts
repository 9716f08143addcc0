/** Old names of options keep working, hidden, and say their new name. */

import { describe, expect, test, vi } from 'vitest'
import { givenUp, withNewNames } from '../../../src/cli/options/given-up.ts'
import { createProgram } from '../../../src/cli/program.ts'
import { runCli } from '../../../src/cli/run.ts'

const options = (command: string) =>
  createProgram().commands.find((one) => one.name() === command)!.options

describe.each(Object.entries(givenUp))('of %s', (command, names) => {
  test.each(Object.entries(names))('%s is %s', (old, name) => {
    expect(options(command).map(({ long }) => long)).toContain(name)
    expect(options(command).map(({ long }) => long)).not.toContain(old)
    const notices: string[] = []
    const say = (line: string) => notices.push(line)
    expect(withNewNames([command, old, '1', `${old}=2`, '--', old], say)).toEqual([
      ...[command, name, '1', `${name}=2`, '--', old],
    ])
    expect(notices[0]).toContain(name)
  })
})

test('a command that does not know a name says nothing of it', () => {
  const say = vi.fn()
  expect(withNewNames(['inspect', '--ema'], say)).toEqual(['inspect', '--ema'])
  expect(withNewNames([], say)).toEqual([])
  expect(say).not.toHaveBeenCalled()
})

test('it is said on stderr, once', async () => {
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await runCli(['train', '--ema', '2'])
  const lines = err.mock.calls.map(([text]) => String(text)).join('')
  vi.restoreAllMocks()
  expect(lines).toMatch(/^--ema is now called --ema-decay.*\nerror: --ema-decay 2: /)
})
