import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  imageSize,
  levels,
  oneOf,
  pngFile,
  positiveNumber,
  seed,
  seedPair,
  timeDim,
  wholeNumber,
  wholeNumberOr,
  widths,
} from '../../../src/cli/options/readers.ts'
import { createProgram } from '../../../src/cli/program.ts'
import {
  recipeOptions,
  recipeWords,
  separateRecipe,
} from '../../../src/cli/train/recipe-options.ts'
import {
  newSettings,
  parseSettings,
  resumedSettings,
  type TrainSettings,
} from '../../../src/cli/train/settings.ts'
import { buildNetwork, networks } from '../../../src/training/network.ts'
import { plainRecipe } from '../../../src/training/recipe.ts'

describe('readers', () => {
  test('whole numbers are digits only and within their range', () => {
    expect(wholeNumber(1)('12')).toBe(12)
    for (const word of ['0', '-1', '1.5', '1e3', '0x10', '', ' 1', 'NaN', '9'.repeat(20)]) {
      expect(() => wholeNumber(1)(word), word).toThrow('whole number from 1 to')
    }
    expect(() => wholeNumber(1, 4)('5')).toThrow('from 1 to 4')
  })

  test('numbers that size something have a limit, and others one below what is exact', () => {
    for (const [read, most] of [
      [wholeNumber(1), '1000000000'],
      [wholeNumberOr('auto', 0), '1000000000'],
      [imageSize, '1024'],
      [timeDim, '8192'],
      [widths, '8192'],
    ] as const) {
      expect(() => read(most)).not.toThrow()
      const above = String(Number(most) + 4)
      expect(() => read(above), above).toThrow(`to ${most}`)
    }
    expect(() => widths(Array.from({ length: 17 }, () => 1).join())).toThrow('at most 16')
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
    const command = createProgram()
    const quiet = { writeOut: () => {}, writeErr: () => {} }
    for (const each of command.commands) each.configureOutput(quiet)
    const refused = command.parseAsync(words, { from: 'user' })
    await expect(refused).rejects.toMatchObject({ code: 'commander.invalidArgument' })
  })

  test('learning rates are finite and above 0', () => {
    expect(positiveNumber('1e-3')).toBe(0.001)
    for (const word of ['NaN', '0', '-1', 'Infinity', '', 'fast']) {
      expect(() => positiveNumber(word), word).toThrow('above 0')
    }
  })

  test('a near miss is answered with the name meant', () => {
    expect(oneOf(['notebook', 'quick'])('quick')).toBe('quick')
    expect(() => oneOf(['notebook', 'quick'])('quik')).toThrow('did you mean "quick"?')
  })

  test('two seeds are two whole numbers', () => {
    expect(seedPair('1,20')).toEqual([1, 20])
    for (const word of ['1', '1,', '1,2,3', '1,-2', '1,2.5', 'a,b']) {
      expect(() => seedPair(word), word).toThrow('two whole numbers, such as 1,2')
    }
  })

  test('widths and the time embedding have their shape', () => {
    expect(widths('8,16, 32')).toEqual([8, 16, 32])
    expect(widths('64')).toEqual([64])
    for (const word of ['8,16,0', 'a,b,c', '', '1.5']) expect(() => widths(word), word).toThrow()
    expect(levels('0, 2')).toEqual([0, 2])
    expect(levels('none')).toEqual([])
    for (const word of ['-1', 'x', '']) expect(() => levels(word), word).toThrow('Use levels')
    expect(imageSize('8')).toBe(8)
    for (const word of ['0', '18', 'x']) expect(() => imageSize(word)).toThrow('multiple of 4')
    expect(timeDim('8')).toBe(8)
    for (const word of ['2', '7', 'x']) expect(() => timeDim(word)).toThrow('even')
  })
})

describe('where a picture goes', () => {
  test('is a PNG by its name', () => {
    expect(pngFile('new/a.PNG')).toBe('new/a.PNG')
    for (const word of ['a.jpg', 'a.gif', 'a', '.png/a']) {
      expect(() => pngFile(word), word).toThrow('use a name that ends in .png')
    }
  })

  test('is no folder', () => {
    expect(() => pngFile(import.meta.dirname)).toThrow(
      `It is a folder: name a file in it, such as ${join(import.meta.dirname, 'samples.png')}.`,
    )
  })
})

describe('options of the recipe', () => {
  test('are typed by their flags and go by their own names', () => {
    const { recipe, rest } = separateRecipe({ lrSchedule: 'linear', ema: 0.9, epochs: 3 })
    expect(recipe).toEqual({ learningRateSchedule: 'linear', emaDecay: 0.9 })
    expect(rest).toEqual({ epochs: 3 })
  })

  test('are read within the ranges that the library takes', () => {
    expect(recipeOptions.emaDecay.read('0.999')).toBe(0.999)
    expect(() => recipeOptions.emaDecay.read('1')).toThrow('at least 0 and below 1')
    expect(() => recipeOptions.snrGamma.read('0')).toThrow('above 0')
    expect(() => recipeOptions.maxGradNorm.read('x')).toThrow('at least 0')
    expect(recipeOptions.validation.read('auto')).toBe('auto')
    expect(() => recipeOptions.target.read('x')).toThrow('eps or x0 or v')
  })

  test('are said where they are not the notebook’s', () => {
    expect(recipeWords(newSettings({}))).toBe('')
    expect(recipeWords(newSettings({ emaDecay: 0.99, target: 'v' }))).toBe('target v, ema 0.99')
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
    expect(() => newSettings({ patch: 1 })).toThrow('--patch is not for simple-unet')
    expect(() => newSettings({ preset: 'quick', timeDim: 8 })).toThrow('--time-dim is not for unet')
  })

  test('a network is fitted to the pictures and their classes', () => {
    const fit = { channels: 3, imageSize: 8, classes: 4 }
    const small = { ...networks.unet, widths: [8, 16], headChannels: 8 }
    expect(buildNetwork(small, fit)).toMatchObject({ imageShape: [8, 8, 3], classes: 4 })
    expect(buildNetwork({ ...small, classes: 'none' }, fit).classes).toBe(0)
    expect(buildNetwork(networks['simple-unet'], fit).classes).toBe(0)
    const two = { ...networks['simple-unet'], widths: [8, 16] }
    expect(() => buildNetwork(two, fit)).toThrow('widths are 8,16: simple-unet takes three')
    expect(() => newSettings({ widths: [8, 16] })).toThrow('--widths 8,16 is not for simple-unet')
  })

  test('a resumed run keeps what it was, and may be made longer', () => {
    expect(resumedSettings(saved, {})).toEqual(saved)
    expect(resumedSettings(saved, { batchSize: saved.batchSize })).toEqual(saved)
    expect(resumedSettings(saved, { maxSteps: 9000 }).maxSteps).toBe(9000)
  })

  test('what contradicts a resumed run is refused by its option', () => {
    expect(() => resumedSettings(saved, { seed: 4 })).toThrow('--seed 4 contradicts the run')
    expect(() => resumedSettings(saved, { widths: [1, 2, 3] })).toThrow('--widths 1,2,3')
    expect(() => resumedSettings(saved, { learningRate: 1 })).toThrow('--lr 1 contradicts')
    expect(() => resumedSettings(saved, { learningRateSchedule: 'cosine' })).toThrow(
      '--lr-schedule cosine contradicts the run, which has linear',
    )
    expect(() => resumedSettings(saved, { validation: 3 })).toThrow('--held-out 3 contradicts')
    expect(() => resumedSettings(saved, { attentionAt: [] })).toThrow(
      '--attention none contradicts the run, which has 1',
    )
    expect(() => resumedSettings(saved, { imageSize: 28 })).toThrow(
      '--image-size 28 contradicts the run, where it is not set: leave --image-size out',
    )
    expect(() => resumedSettings(saved, { zeroSnr: true })).toThrow(
      '--zero-snr contradicts the run, where it is not set',
    )
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
    ['no object', 3, 'is damaged'],
    [
      'another preset',
      { ...saved, preset: 'slow' },
      'preset is "slow": use notebook or quick or best',
    ],
    ['a word for a number', { ...saved, seed: 'x' }, 'seed is "x": use a whole number'],
    ['a width of 0', { ...saved, widths: [1, 0] }, 'widths.1 is 0: use'],
    ['no data', { ...saved, data: undefined }, 'data is undefined: use a word'],
    [
      'a recipe out of range',
      { ...saved, emaDecay: 1 },
      'emaDecay is 1: use a number from 0 and below 1',
    ],
  ])('a damaged config is refused: %s', (_, config, message) => {
    expect(() => parseSettings(config, 'runs/x/config.json')).toThrow(message)
    expect(() => parseSettings(config, 'runs/x/config.json')).toThrow('runs/x/config.json')
  })
})
