import { describe, expect, test } from 'vitest'
import {
  imageSize,
  oneOf,
  positiveNumber,
  seedPair,
  timeDim,
  wholeNumber,
  widths,
} from '../../../src/cli/options/readers.ts'
import {
  newSettings,
  parseSettings,
  resumedSettings,
  type TrainSettings,
} from '../../../src/cli/train/settings.ts'

describe('readers', () => {
  test('whole numbers are digits only and within their range', () => {
    expect(wholeNumber(1)('12')).toBe(12)
    for (const word of ['0', '-1', '1.5', '1e3', '0x10', '', ' 1', 'NaN', '9'.repeat(20)]) {
      expect(() => wholeNumber(1)(word), word).toThrow('whole number of at least 1')
    }
    expect(() => wholeNumber(1, 4)('5')).toThrow('from 1 to 4')
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
    for (const word of ['8,16', '8,16,0', 'a,b,c', '1,2,3,4']) expect(() => widths(word)).toThrow()
    expect(imageSize('16')).toBe(16)
    for (const word of ['8', '18', 'x']) expect(() => imageSize(word)).toThrow('multiple of 4')
    expect(timeDim('8')).toBe(8)
    for (const word of ['2', '7', 'x']) expect(() => timeDim(word)).toThrow('even')
  })
})

describe('settings', () => {
  test('the notebook is the default, to the letter', () => {
    expect(newSettings({})).toMatchObject({
      ...{ preset: 'notebook', data: 'mnist', widths: [64, 128, 256], timeDim: 256, epochs: 30 },
      ...{ batchSize: 128, learningRate: 1e-3, timesteps: 1000, seed: 0, sampleEvery: 5 },
    })
    expect(newSettings({}).maxSteps).toBeUndefined()
  })

  test('an option wins over the preset, and epochs alone lift its limit of steps', () => {
    const quick = newSettings({ preset: 'quick', batchSize: 7, learningRate: undefined })
    expect(quick).toMatchObject({ data: 'digits', batchSize: 7, learningRate: 1e-3 })
    expect(quick.maxSteps).toBeGreaterThan(0)
    expect(newSettings({ preset: 'quick', epochs: 2 }).maxSteps).toBeUndefined()
    expect(newSettings({ preset: 'quick', epochs: 2, maxSteps: 5 }).maxSteps).toBe(5)
  })

  const saved: TrainSettings = newSettings({ preset: 'quick', seed: 3 })

  test('a resumed run keeps what it was, and may be made longer', () => {
    expect(resumedSettings(saved, {})).toEqual(saved)
    expect(resumedSettings(saved, { batchSize: saved.batchSize })).toEqual(saved)
    expect(resumedSettings(saved, { maxSteps: 9000 }).maxSteps).toBe(9000)
  })

  test('what contradicts a resumed run is refused by its option', () => {
    expect(() => resumedSettings(saved, { seed: 4 })).toThrow('--seed 4 contradicts the run')
    expect(() => resumedSettings(saved, { widths: [1, 2, 3] })).toThrow('--widths 1,2,3')
    expect(() => resumedSettings(saved, { learningRate: 1 })).toThrow('--lr 1 contradicts')
  })

  test('config.json comes back as it was written', () => {
    for (const settings of [saved, newSettings({ preset: 'quick', epochs: 2 })]) {
      expect(parseSettings(JSON.parse(JSON.stringify(settings)), 'c')).toEqual(settings)
    }
  })

  test.each([
    ['no object', 3, 'is damaged'],
    ['another preset', { ...saved, preset: 'slow' }, 'names no known preset'],
    ['a word for a number', { ...saved, seed: 'x' }, 'seed is no number'],
    ['no widths', { ...saved, widths: [1] }, 'widths is not 3 numbers'],
    ['no data', { ...saved, data: undefined }, 'data is no word'],
  ])('a damaged config is refused: %s', (_, config, message) => {
    expect(() => parseSettings(config, 'runs/x/config.json')).toThrow(message)
    expect(() => parseSettings(config, 'runs/x/config.json')).toThrow('runs/x/config.json')
  })
})
