import { describe, expect, test } from 'vitest'
import { DdpmError, errorsOf } from '../../../src/base/errors.ts'
import { coded } from '../../coded.ts'

const error = errorsOf({
  'cake.missing': () => 'there is no cake: bake one',
  'cake.slices': ({ want, have }: { want: number; have: number }) =>
    `${want} slices of a cake of ${have}: ask for fewer`,
})

describe('errors by code', () => {
  test('carry code, values and words', () => {
    const cause = new Error('hunger')
    const slices = error('cake.slices', { want: 9, have: 8 }, { cause })
    expect(slices).toBeInstanceOf(DdpmError)
    expect(slices).toMatchObject({
      code: 'cake.slices',
      values: { want: 9, have: 8 },
      message: '9 slices of a cake of 8: ask for fewer',
      cause,
    })
    expect(error('cake.missing')).toMatchObject({ code: 'cake.missing', values: {} })
  })

  test('keep their code when a file’s name is added', () => {
    const missing = error('cake.missing')
    expect(missing.in('tin')).toMatchObject({
      code: 'cake.missing',
      values: { place: 'tin' },
      message: 'tin: there is no cake: bake one',
      cause: missing,
    })
  })

  test('are matched by code and values', () => {
    const eat = () => {
      throw error('cake.slices', { want: 9, have: 8 })
    }
    expect(eat).toThrow(coded('cake.slices', { want: 9 }))
    expect(eat).not.toThrow(coded('cake.slices', { want: 8 }))
    expect(eat).not.toThrow(coded('cake.missing'))
  })

  test('types hold each code to its values', () => {
    // @ts-expect-error a value is missing
    error('cake.slices', { want: 9 })
    // @ts-expect-error the code is unknown
    expect(() => error('cake.burnt')).toThrow()
  })
})
