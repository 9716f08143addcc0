/** Options of `ddpm eval` that one way of evaluating follows and the other refuses. */

import { expect, test } from 'vitest'
import { evalCommand } from '../../../src/cli/commands/eval.ts'
import { checkMode, modeOptions } from '../../../src/cli/eval/modes.ts'
import { coded } from '../../coded.ts'

/** Those that hold for both. */
const common = [
  ...['--against', '--background', '--out', '--export', '--json', '--device', '--threads'],
  '--variant',
]

test('every option belongs to a model, to images of any program, or to both', () => {
  const all = evalCommand().options.map(({ long, short }) => long ?? short)
  expect([...all].sort()).toEqual([...modeOptions.model, ...modeOptions.against, ...common].sort())
})

test.each(modeOptions.model)('%s is refused with --against', (option) => {
  const error = coded('usage.option-excluded', { option, by: '--against' }) as Error
  expect(() => checkMode(['--json', option], { against: 'icons' })).toThrow(error)
  expect(() => checkMode([option], {})).not.toThrow()
})

test.each(modeOptions.against)('%s is refused without --against', (option) => {
  const error = coded('usage.option-needs', { option, needs: '--against' }) as Error
  expect(() => checkMode([option], {})).toThrow(error)
  expect(() => checkMode([option], { against: 'icons' })).not.toThrow()
})

test('a background is what images are read or exported on, and only read images keep their alpha', () => {
  const needs = (option: string, what: string) =>
    coded('usage.option-needs', { option, needs: what }) as Error
  expect(() => checkMode([], { background: 'red' })).toThrow(
    needs('--background', '--against or --export'),
  )
  expect(() => checkMode([], { background: 'keep', exportTo: 'fid' })).toThrow(
    needs('--background keep', '--against'),
  )
  checkMode([], { background: 'red', exportTo: 'fid' })
  checkMode([], { background: 'keep', against: 'icons', exportTo: 'fid' })
})
