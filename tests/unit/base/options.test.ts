import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ImageSize } from '../../../src/base/image-size.ts'
import {
  choice,
  flagOf,
  number,
  numbers,
  type OptionsOf,
  type Resolved,
  rangeOf,
  size,
  toggle,
  whole,
} from '../../../src/base/option-specs.ts'
import { resolveOptions } from '../../../src/base/options.ts'
import { coded } from '../../coded.ts'

const specs = {
  steps: whole({ min: 1, max: 1000, unset: 'all of them', help: 'denoising steps' }),
  eta: number({ min: 0, max: 1, default: 0, help: 'fresh noise' }),
  rate: number({ above: 0, default: 1e-3, flag: 'lr', help: 'learning rate' }),
  decay: number({ min: 0, below: 1, default: 0, help: 'of the average' }),
  validation: whole({ min: 0, or: ['auto'], default: 'auto', help: 'images' }),
  spacing: choice(['leading', 'trailing'], { default: 'trailing', help: 'where steps lie' }),
  order: choice([1, 2, 3], { default: 2, help: 'of the solver' }),
  zeroSnr: toggle({ default: false, help: 'end in pure noise' }),
  widths: numbers({ each: { min: 1, whole: true }, minLength: 1, maxLength: 3, help: 'channels' }),
  imageSize: size({ each: { max: 64, multipleOf: 4 }, default: 8, help: 'pixels' }),
}

const resolve = (given: Readonly<Record<string, unknown>>) =>
  resolveOptions('the thing', specs, { widths: [1], ...given } as OptionsOf<typeof specs>)

describe('types', () => {
  test('what is given follows from the specs', () => {
    expectTypeOf<OptionsOf<typeof specs>>().toEqualTypeOf<{
      readonly steps?: number | undefined
      readonly eta?: number | undefined
      readonly rate?: number | undefined
      readonly decay?: number | undefined
      readonly validation?: number | 'auto' | undefined
      readonly spacing?: 'leading' | 'trailing' | undefined
      readonly order?: 1 | 2 | 3 | undefined
      readonly zeroSnr?: boolean | undefined
      readonly widths: readonly number[]
      readonly imageSize?: ImageSize | undefined
    }>()
  })

  test('so does what is resolved', () => {
    expectTypeOf<Resolved<typeof specs>>().toEqualTypeOf<{
      readonly steps: number | undefined
      readonly eta: number
      readonly rate: number
      readonly decay: number
      readonly validation: number | 'auto'
      readonly spacing: 'leading' | 'trailing'
      readonly order: 1 | 2 | 3
      readonly zeroSnr: boolean
      readonly widths: readonly number[]
      readonly imageSize: ImageSize
    }>()
  })

  test('a default is one of the choices', () => {
    // @ts-expect-error c is not a choice
    choice(['a', 'b'], { default: 'c', help: '' })
    // @ts-expect-error help is not given
    number({ default: 1 })
  })

  test('unknown names and wrong values do not compile', () => {
    const attempts = () => {
      // @ts-expect-error epsilon is not an option
      resolveOptions('x', { eta: specs.eta }, { epsilon: 1 })
      // @ts-expect-error eta is a number
      resolveOptions('x', { eta: specs.eta }, { eta: '1' })
      // @ts-expect-error widths must be given
      resolveOptions('x', specs, {})
    }
    expect(attempts).toThrow(coded('option.unknown'))
  })
})

describe('resolveOptions', () => {
  test('fills in defaults, and leaves unset what may be', () => {
    expect(resolve({})).toEqual({
      ...{ steps: undefined, eta: 0, rate: 1e-3, decay: 0, validation: 'auto' },
      ...{ spacing: 'trailing', order: 2, zeroSnr: false, widths: [1], imageSize: 8 },
    })
  })

  test('takes what is given, undefined as not given', () => {
    const given = { steps: 1000, eta: 1, validation: 5, order: 3, zeroSnr: true, widths: [8, 16] }
    expect(resolve(given)).toMatchObject(given)
    expect(resolve({ imageSize: 64 }).imageSize).toBe(64)
    const wide = { width: 48, height: 32 }
    expect(resolve({ imageSize: wide }).imageSize).toEqual(wide)
    expect(resolve({ eta: undefined, other: undefined }).eta).toBe(0)
    expect(resolve({ widths: Float32Array.of(2, 4) }).widths).toEqual(Float32Array.of(2, 4))
  })

  test.each([
    ['unknown', { etta: 1 }, { owner: 'the thing', name: 'etta', known: Object.keys(specs) }],
    ['missing', { widths: undefined }, { owner: 'the thing', name: 'widths' }],
    ['wrong-type', { eta: '1' }, { name: 'eta', value: '"1"', range: 'a number from 0 to 1' }],
    ['wrong-type', { eta: null }, { value: 'null' }],
    ['wrong-type', { eta: () => 1 }, { value: 'a function' }],
    ['wrong-type', { eta: 1n }, { value: '1' }],
    ['wrong-type', { zeroSnr: 1 }, { range: 'true or false' }],
    ['wrong-type', { spacing: 7 }, { range: 'leading or trailing' }],
    ['wrong-type', { order: '2' }, { value: '"2"', range: '1, 2 or 3' }],
    ['wrong-type', { validation: 'all' }, { range: 'a whole number from 0 or auto' }],
    ['wrong-type', { widths: 7 }, {}],
    ['wrong-type', { widths: ['7'] }, { value: '["7"]' }],
    ['out-of-range', { steps: 0 }, { value: '0', range: 'a whole number from 1 to 1000' }],
    ['out-of-range', { steps: 1001 }, {}],
    ['out-of-range', { steps: 2.5 }, { value: '2.5' }],
    ['out-of-range', { eta: Number.NaN }, { value: 'NaN' }],
    ['out-of-range', { rate: 0 }, { range: 'a number above 0' }],
    ['out-of-range', { rate: Infinity }, { value: 'Infinity' }],
    ['out-of-range', { decay: 1 }, { range: 'a number from 0 and below 1' }],
    ['out-of-range', { spacing: 'trail' }, { value: '"trail"' }],
    ['out-of-range', { order: 4 }, {}],
    ['out-of-range', { widths: [] }, { range: 'a list of 1 to 3, each a whole number from 1' }],
    ['out-of-range', { widths: [1, 2, 3, 4] }, {}],
    ['out-of-range', { widths: [1.5] }, {}],
    ['wrong-type', { imageSize: '48x32' }, { value: '"48x32"' }],
    ['wrong-type', { imageSize: [48, 32] }, {}],
    ['wrong-type', { imageSize: { width: 48 } }, { value: '{"width":48}' }],
    [
      'out-of-range',
      { imageSize: 30 },
      { range: 'a whole number at most 64, a multiple of 4, or such a width and height (48x32)' },
    ],
    ['out-of-range', { imageSize: 0 }, {}],
    ['out-of-range', { imageSize: { width: 48, height: 30 } }, {}],
    ['out-of-range', { imageSize: { width: 68, height: 32 } }, {}],
  ] as const)('%s: %o', (what, given, values) => {
    expect(() => resolve(given)).toThrow(coded(`option.${what}`, values))
  })

  test('names that every object has are unknown too', () => {
    const given = JSON.parse('{"__proto__": 1}') as Readonly<Record<string, unknown>>
    expect(() => resolveOptions('x', {}, given)).toThrow(coded('option.unknown'))
    expect(() => resolve({ toString: 1 })).toThrow(coded('option.unknown', { name: 'toString' }))
  })

  test('a long value is cut', () => {
    const given = { widths: Array<number>(100).fill(1) }
    expect(() => resolve(given)).toThrow(/^widths of the thing is \[1,1.{0,80}\.\.\.: use a list/)
  })
})

test.each([
  [{}, 'a number'],
  [{ whole: true }, 'a whole number'],
  [{ min: 0 }, 'a number from 0'],
  [{ max: 1 }, 'a number at most 1'],
  [{ above: 0, max: 1 }, 'a number above 0 and at most 1'],
  [{ above: 0, below: 1 }, 'a number above 0 and below 1'],
  [{ min: 4, max: 64, whole: true, multipleOf: 4 }, 'a whole number from 4 to 64, a multiple of 4'],
])('the range %o in words', (range, words) => {
  expect(rangeOf(number({ ...range, help: '' }))).toBe(words)
})

test('a flag is the name in kebab-case, or the one given', () => {
  expect([flagOf('zeroSnr', specs.zeroSnr), flagOf('rate', specs.rate)]).toEqual([
    '--zero-snr',
    '--lr',
  ])
})
