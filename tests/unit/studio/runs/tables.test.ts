/** What stands in the tables of the page of runs. */

import { describe, expect, test } from 'vitest'
import { settingRows } from '../../../../studio/src/pages/runs/differing.ts'
import { figuresIn } from '../../../../studio/src/pages/runs/figures.ts'
import { shortName } from '../../../../studio/src/pages/runs/short-name.ts'

describe('settings side by side', () => {
  test('differ by value, lists among them, and by being there', () => {
    const rows = settingRows([
      { seed: 0, widths: [8, 16], data: 'digits', ema: 0.9 },
      { seed: 1, widths: [8, 16], data: 'digits' },
    ])
    expect(rows.map(({ name, differs }) => [name, differs])).toEqual([
      ['seed', true],
      ['widths', false],
      ['data', false],
      ['ema', true],
    ])
    expect(rows[3].values).toEqual([0.9, undefined])
  })

  test('those of one run differ from nothing', () => {
    expect(settingRows([{ seed: 0 }])).toEqual([{ name: 'seed', values: [0], differs: false }])
    expect(settingRows([])).toEqual([])
  })

  test('names that objects have of themselves are names', () => {
    const rows = settingRows([JSON.parse('{"constructor":1}'), {}])
    expect(rows).toEqual([{ name: 'constructor', values: [1, undefined], differs: true }])
  })
})

describe('the figures of an evaluation', () => {
  test('with what real images come to', () => {
    const text = JSON.stringify({
      ...{ count: 512, readable: 0.9, readableValidation: 1, evenness: 0.5 },
      frechetDistance: { samples: 18, trainingImages: 2 },
      nearest: { samples: 3, validation: 4 },
    })
    expect(figuresIn(text)).toEqual({
      count: { value: 512 },
      readable: { value: 0.9, real: 1 },
      distance: { value: 18, real: 2 },
      nearest: { value: 3, real: 4 },
      evenness: { value: 0.5 },
    })
  })

  test.each(['{}', 'null', '[1]', '"x"', '{"frechetDistance":null,"count":"many","nearest":[]}'])(
    'of %s there are none',
    (text) => {
      expect(figuresIn(text)).toEqual({})
    },
  )

  test('what is not JSON is refused', () => {
    expect(() => figuresIn('{"count":')).toThrow(SyntaxError)
  })

  test('are found under their names of before', () => {
    const old = { readable: 0.8, readableHeldOut: 0.9, heldOutLoss: { mean: 0.05 } }
    const frechetDistance = { pictures: 18, trainingImages: 2 }
    const nearest = { pictures: 3, heldOut: 2 }
    expect(figuresIn(JSON.stringify({ ...old, nearest, frechetDistance }))).toEqual({
      readable: { value: 0.8, real: 0.9 },
      distance: { value: 18, real: 2 },
      nearest: { value: 3, real: 2 },
      validationLoss: { value: 0.05, real: undefined },
    })
  })
})

describe('long names', () => {
  test('keep their beginning and their end, and no half of a letter', () => {
    expect(shortName('mnist-1')).toBe('mnist-1')
    const long = shortName(`begin${'字'.repeat(200)}🙂end`)
    expect(long).toMatch(/^begin字+…字+🙂end$/)
    expect([...long]).toHaveLength(37)
  })
})
