import { describe, expect, test } from 'vitest'
import { createProgram } from '../../../../src/cli/program.ts'
import { presetOptions, wrapped } from '../../../../src/cli/train/preset-words.ts'
import { presetNames, presets } from '../../../../src/training/presets.ts'

describe('what a preset sets', () => {
  const options = createProgram().commands.find((one) => one.name() === 'train')!.options

  test.each(presetNames)('%s: every word is an option of train', (name) => {
    const flags = presetOptions(name).map((words) => words.split(' ')[0])
    expect(flags.length).toBeGreaterThan(5)
    for (const flag of flags) expect(options.map(({ long }) => long)).toContain(flag)
  })

  test('is read from its definition', () => {
    expect(presetOptions('quick')).toContain(`--max-steps ${presets.quick.maxSteps}`)
    expect(presetOptions('quick')).toContain(`--lr ${presets.quick.learningRate}`)
    expect(presetOptions('notebook')).toContain('--data mnist')
    expect(presetOptions('notebook').join()).not.toContain('--ema')
  })

  test('is in the help of train', () => {
    let help = ''
    const train = createProgram().commands.find((one) => one.name() === 'train')!
    train.configureOutput({ writeOut: (text) => (help += text) })
    train.outputHelp()
    for (const name of presetNames) expect(help).toContain(presetOptions(name)[0])
  })

  test('is wrapped between words', () => {
    expect(wrapped(['aa', 'bb', 'cc'], 5)).toEqual(['aa bb', 'cc'])
  })
})
