import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  explainedRange,
  flagOf,
  type OptionSpec,
  rangeOf,
  shortRangeOf,
} from '../../../src/base/option-specs.ts'
import { networkOptions } from '../../../src/cli/network.ts'
import { oneOf, pngFile, seed, seedPair, wholeNumber } from '../../../src/cli/options/readers.ts'
import { readerOf } from '../../../src/cli/options/spec-flags.ts'
import { createProgram } from '../../../src/cli/program.ts'
import { recipeWords, trainFlags } from '../../../src/cli/train/recipe-options.ts'
import {
  newSettings,
  parseSettings,
  resumedSettings,
  type TrainFlags,
  type TrainSettings,
} from '../../../src/cli/train/settings.ts'
import { imageSizeOption } from '../../../src/data/source.ts'
import { buildNetwork, networks } from '../../../src/training/network.ts'
import { plainRecipe } from '../../../src/training/plain-recipe.ts'
import { plannedRecipeSpecs as specs } from '../../../src/training/recipe-specs.ts'
import { coded } from '../../coded.ts'

/** As the command line reads an option of a network. */
function reader(flag: string): (word: string) => unknown {
  const option = networkOptions.options().find(({ long }) => long === flag)
  return (word) => option?.parseArg?.(word, undefined)
}
const widths = reader('--widths')
const levels = reader('--attention')
const timeDim = reader('--time-dim')

describe('readers', () => {
  test('whole numbers are digits only and within their range', () => {
    expect(wholeNumber(1)('12')).toBe(12)
    for (const word of ['0', '-1', '1.5', '1e3', '0x10', '', ' 1', 'NaN', '9'.repeat(20)]) {
      expect(() => wholeNumber(1)(word), word).toThrow(coded('usage.not-whole-number'))
    }
    expect(() => wholeNumber(1, 4)('5')).toThrow(
      coded('usage.not-whole-number', { least: 1, most: 4 }),
    )
  })

  test('numbers that size something have a limit, and others one below what is exact', () => {
    for (const [read, most, code] of [
      [wholeNumber(1), '1000000000', 'usage.not-whole-number'],
    ] as const) {
      expect(() => read(most)).not.toThrow()
      const above = String(Number(most) + 4)
      expect(() => read(above), above).toThrow(coded(code, { most: Number(most) }))
    }
    const outOfRange = coded('usage.out-of-option-range')
    for (const [read, most] of [
      [widths, '65536'],
      [timeDim, '65536'],
    ] as const) {
      expect(() => read(most)).not.toThrow()
      expect(() => read(String(Number(most) + 4))).toThrow(outOfRange)
    }
    expect(() => widths(Array.from({ length: 17 }, () => 1).join())).toThrow(outOfRange)
    expect(seed('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => seed('9007199254740992')).toThrow()
    expect(() => seedPair('1,9007199254740992')).toThrow()
  })

  test.each([
    ['sample', 'x', '-n', '1000000000'],
    ['sample', 'x', '--gif', '--save-every', '4294967296'],
    ['eval', 'x', '-n', '1000000000'],
    ['interpolate', 'x', '--seeds', '1,2', '--frames', '100000000'],
    ['inpaint', 'x', 'y', '--mask', 'left', '--resamplings', '100000000'],
    ['train', '--image-size', '400000000'],
    ['train', '--widths', '1000000,2,3'],
    ['train', '--data-count', '1000000000'],
    ['train', '--batch-size', '1000000000'],
    ['train', '--timesteps', '1000000000'],
    ['bench', '--batch-size', '1000000000'],
  ])('%s refuses a size beyond any memory: %s %s %s', async (...words) => {
    const refused = createProgram().parseAsync(words, { from: 'user' })
    await expect(refused).rejects.toMatchObject({
      code: expect.stringMatching(/^usage\.(not-|out-of-option-range)/),
    })
  })

  test('a near miss is answered with the name meant', () => {
    expect(oneOf(['notebook', 'quick'])('quick')).toBe('quick')
    expect(() => oneOf(['notebook', 'quick'])('quik')).toThrow(
      coded('usage.not-a-choice', { value: 'quik' }),
    )
  })

  test('two seeds are two whole numbers', () => {
    expect(seedPair('1,20')).toEqual([1, 20])
    for (const word of ['1', '1,', '1,2,3', '1,-2', '1,2.5', 'a,b']) {
      expect(() => seedPair(word), word).toThrow(coded('usage.not-two-seeds'))
    }
  })

  test('widths and the time embedding have their shape', () => {
    expect(widths('8,16, 32')).toEqual([8, 16, 32])
    expect(widths('64')).toEqual([64])
    for (const word of ['8,16,0', 'a,b,c', '', '1.5']) expect(() => widths(word), word).toThrow()
    expect(levels('0, 2')).toEqual([0, 2])
    expect(levels('none')).toEqual([])
    const outOfRange = coded('usage.out-of-option-range')
    for (const word of ['-1', 'x', '']) expect(() => levels(word), word).toThrow(outOfRange)
    expect(timeDim('8')).toBe(8)
    for (const word of ['0', '7.5', 'x']) expect(() => timeDim(word)).toThrow(outOfRange)
  })
})

describe('--image-size', () => {
  const imageSize = readerOf(imageSizeOption)

  test('is pixels a side, or width x height', () => {
    expect(imageSize('8')).toBe(8)
    expect(imageSize('48x32')).toEqual({ width: 48, height: 32 })
    expect(imageSize('32x32')).toBe(32)
    const outOfRange = coded('usage.out-of-option-range')
    for (const word of ['0', 'x', '48x', '48x0', '48x32x3', '48,32', '1025', '8x1025', '-8']) {
      expect(() => imageSize(word), word).toThrow(outOfRange)
    }
  })

  test('a run keeps it in its config, and is resumed with the same', () => {
    const size = { width: 48, height: 32 }
    const run = newSettings({ imageSize: size, data: '/photos' })
    const saved = parseSettings(JSON.parse(JSON.stringify(run)), 'config.json')
    expect(saved.imageSize).toEqual(size)
    expect(resumedSettings(saved, { imageSize: { ...size } }).imageSize).toEqual(size)
    expect(() => resumedSettings(saved, { imageSize: 32 })).toThrow(
      coded('usage.contradicts-run', { typed: '--image-size 32', saved: '48x32' }),
    )
    expect(parseSettings({ ...saved, imageSize: 32 }, 'config.json').imageSize).toBe(32)
  })
})

describe('where an image goes', () => {
  test('is a PNG by its name', () => {
    expect(pngFile('new/a.PNG')).toBe('new/a.PNG')
    for (const word of ['a.jpg', 'a.gif', 'a', '.png/a']) {
      expect(() => pngFile(word), word).toThrow(coded('usage.output-not-png'))
    }
  })

  test('is no folder', () => {
    expect(() => pngFile(import.meta.dirname)).toThrow(
      coded('usage.output-is-folder', { example: join(import.meta.dirname, 'samples.png') }),
    )
  })
})

describe('options of the recipe', () => {
  test('are typed by their flags and go by their own names', () => {
    const typed = { lrSchedule: 'linear', emaDecay: 0.9, out: 'runs/a' }
    const { given, rest } = trainFlags.separate(typed)
    expect(given).toEqual({ learningRateSchedule: 'linear', emaDecay: 0.9 })
    expect(rest).toEqual({ out: 'runs/a' })
  })

  test('are read within the ranges that the library takes', () => {
    const read = (key: keyof typeof specs, word: string) => readerOf(specs[key])(word)
    expect(read('emaDecay', '0.999')).toBe(0.999)
    const range = (key: keyof typeof specs) =>
      coded('usage.out-of-option-range', { range: rangeOf(specs[key]) })
    expect(() => read('emaDecay', '1')).toThrow(range('emaDecay'))
    expect(() => read('snrGamma', '0')).toThrow(range('snrGamma'))
    expect(() => read('maxGradNorm', 'x')).toThrow(range('maxGradNorm'))
    for (const word of ['1.5', '1e3', '0x10', '', ' 1', '-1', '9'.repeat(20)]) {
      expect(() => read('warmupSteps', word), word).toThrow(range('warmupSteps'))
    }
    for (const word of ['NaN', '0', '-1', 'Infinity', '', 'fast']) {
      expect(() => read('learningRate', word), word).toThrow(range('learningRate'))
    }
    expect(read('learningRate', '1e-3')).toBe(0.001)
    expect(read('seed', '9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => read('seed', '9007199254740992')).toThrow(range('seed'))
    expect(read('validation', 'auto')).toBe('auto')
    expect(() => read('target', 'x')).toThrow(
      coded('usage.not-a-choice', { choices: ['eps', 'x0', 'v'] }),
    )
  })

  test('each has a flag of train, whose help says what it takes', () => {
    const { options } = createProgram().commands.find((one) => one.name() === 'train')!
    for (const [key, spec] of Object.entries<OptionSpec>(specs)) {
      const option = options.find(({ long }) => long === flagOf(key, spec))
      expect(option?.description, key).toContain(spec.help)
      if (spec.kind === 'toggle' && spec.default === false) continue // it takes nothing, and is off
      expect(option?.description, key).toContain(
        spec.kind === 'number' ? shortRangeOf(spec) : explainedRange(spec),
      )
      expect(option?.description, key).toContain(`default: ${String(spec.default)}`)
    }
  })

  test('are said where they are not the notebook’s', () => {
    expect(recipeWords(newSettings({}))).toBe('')
    expect(recipeWords(newSettings({ emaDecay: 0.99, target: 'v' }))).toBe(
      'target v, ema-decay 0.99',
    )
  })
})

describe('settings', () => {
  test('the notebook is the default, to the letter', () => {
    expect(newSettings({})).toMatchObject({
      ...{ preset: 'notebook', data: 'mnist', widths: [64, 128, 256], timeDim: 256, epochs: 30 },
      ...{ batchSize: 128, learningRate: 1e-3, timesteps: 1000, seed: 0, sampleEvery: 5 },
      ...{
        target: 'eps',
        lossWeighting: 'none',
        emaDecay: 0,
        maxGradNorm: 0,
        weightDecay: 0,
        validation: 0,
      },
      ...{
        learningRateSchedule: 'constant',
        warmupSteps: 0,
        beta1: 0.9,
        beta2: 0.999,
        gradAccumulation: 1,
      },
    })
    expect(newSettings({}).maxSteps).toBeUndefined()
  })

  test('an option wins over the preset, and epochs alone lift its limit of steps', () => {
    const quick = newSettings({ preset: 'quick', batchSize: 7, learningRate: undefined })
    expect(quick).toMatchObject({ data: 'digits', batchSize: 7, learningRate: 3e-3 })
    expect(quick.maxSteps).toBeGreaterThan(0)
    expect(newSettings({ preset: 'quick', epochs: 2 }).maxSteps).toBeUndefined()
    expect(newSettings({ preset: 'quick', epochs: 2, maxSteps: 5 }).maxSteps).toBe(5)
  })

  const saved: TrainSettings = newSettings({ preset: 'quick', seed: 3 })

  test('a config.json with the names of before is read', () => {
    const { warmupSteps, maxGradNorm, emaDecay, gradAccumulation, ...rest } = saved
    const { conditionDropout, validation, ...others } = rest
    const renamed = { warmUp: warmupSteps, clip: maxGradNorm, ema: emaDecay }
    const more = { accumulate: gradAccumulation, labelDropout: conditionDropout }
    const then = { ...others, ...renamed, ...more, heldOut: validation }
    expect(parseSettings(then, 'config.json')).toEqual(saved)
  })

  test('another network has widths of its own, and takes no options of the first', () => {
    const { timeDim: none, ...named } = newSettings({ model: 'unet' })
    expect(named).toMatchObject({ ...networks.unet, preset: 'notebook' })
    expect(none).toBeUndefined()
    expect(newSettings({ preset: 'quick', widths: [8, 16] }).widths).toEqual([8, 16])
    const another = (option: string) => coded('usage.option-of-another-network', { option })
    expect(() => newSettings({ patch: 1 })).toThrow(another('--patch'))
    expect(() => newSettings({ dropout: 0.1 })).toThrow(another('--dropout'))
  })

  test('a network is fitted to the images and their classes', () => {
    const fit = { channels: 3, imageSize: 8, classes: 4 }
    const small = { ...networks.unet, widths: [8, 16], headChannels: 8 }
    expect(buildNetwork(small, fit)).toMatchObject({ imageShape: [8, 8, 3], classes: 4 })
    expect(buildNetwork({ ...small, classes: 'none' }, fit).classes).toBe(0)
    expect(buildNetwork(networks['simple-unet'], fit).classes).toBe(0)
    const two = { ...networks['simple-unet'], widths: [8, 16] }
    expect(() => buildNetwork(two, fit)).toThrow(
      coded('option.out-of-range', { owner: 'simple-unet', name: 'widths' }),
    )
    const option = '--widths 8,16'
    expect(() => newSettings({ widths: [8, 16] })).toThrow(
      coded('usage.network-option-out-of-range', { option, model: 'simple-unet' }),
    )
  })

  test('a resumed run keeps what it was, and may be made longer', () => {
    expect(resumedSettings(saved, {})).toEqual(saved)
    expect(resumedSettings(saved, { batchSize: saved.batchSize })).toEqual(saved)
    expect(resumedSettings(saved, { maxSteps: 9000 }).maxSteps).toBe(9000)
  })

  test('what contradicts a resumed run is refused by its option', () => {
    const refused = (flags: TrainFlags, typed: string, then?: string) =>
      expect(() => resumedSettings(saved, flags)).toThrow(
        coded('usage.contradicts-run', { typed, saved: then }),
      )
    refused({ seed: 4 }, '--seed 4', '3')
    refused({ widths: [1, 2, 3] }, '--widths 1,2,3', '32,64')
    refused({ learningRate: 1 }, '--lr 1', '0.003')
    refused({ learningRateSchedule: 'cosine' }, '--lr-schedule cosine', 'linear')
    refused({ validation: 3 }, '--validation 3', 'auto')
    refused({ attentionAt: [] }, '--attention none')
    refused({ imageSize: 28 }, '--image-size 28')
    refused({ zeroSnr: true }, '--zero-snr')
  })

  test('config.json comes back as it was written', () => {
    for (const settings of [saved, newSettings({ preset: 'quick', epochs: 2 })]) {
      expect(parseSettings(JSON.parse(JSON.stringify(settings)), 'c')).toEqual(settings)
    }
  })

  test('a config.json from before recipes is that of a plain recipe', () => {
    const { preset, data, model, widths, timeDim, epochs, device, ...others } = newSettings({})
    const { timesteps, schedule, sampleEvery, batchSize, learningRate, seed } = others
    const old = {
      ...{ preset, data, model, widths, timeDim, epochs, device, timesteps, schedule },
      ...{ sampleEvery, batchSize, learningRate, seed },
    }
    expect(parseSettings(old, 'c')).toMatchObject({
      ...plainRecipe,
      batchSize,
      seed,
      sampler: 'ddpm',
    })
  })

  test.each([
    ['no object', 3, ''],
    ['another preset', { ...saved, preset: 'slow' }, 'preset'],
    ['a word for a number', { ...saved, seed: 'x' }, 'seed'],
    ['a width of 0', { ...saved, widths: [1, 0] }, 'widths'],
    ['no data', { ...saved, data: undefined }, 'data'],
    ['a recipe out of range', { ...saved, emaDecay: 1 }, 'emaDecay'],
  ])('a damaged config is refused: %s', (_, config, setting) => {
    const path = 'runs/x/config.json'
    const issue = expect.stringContaining(setting)
    expect(() => parseSettings(config, path)).toThrow(coded('cli.config-damaged', { path, issue }))
  })
})
