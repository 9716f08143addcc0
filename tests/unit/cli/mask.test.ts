import { describe, expect, test } from 'vitest'
import { maskOf } from '../../../src/cli/tasks/mask.ts'
import { coded } from '../../coded.ts'

/** Rows of a mask as words: `#` is regenerated. */
async function drawn(word: string, height = 4, width = 4): Promise<string[]> {
  const { shape, data } = await maskOf(word, [height, width, 1])
  expect(shape).toEqual([height, width])
  return Array.from({ length: height }, (_, y) =>
    [...data.slice(y * width, (y + 1) * width)].map((value) => (value ? '#' : '.')).join(''),
  )
}

describe('maskOf', () => {
  test('sides are halves; of an odd number the middle is on the left, or the top', async () => {
    expect(await drawn('left')).toEqual(['##..', '##..', '##..', '##..'])
    expect(await drawn('right')).toEqual(['..##', '..##', '..##', '..##'])
    expect(await drawn('top', 3, 2)).toEqual(['##', '##', '..'])
    expect(await drawn('bottom', 3, 2)).toEqual(['..', '..', '##'])
  })

  test('a box is x, y, width, height', async () => {
    expect(await drawn('box:1,2,3,1', 4, 5)).toEqual(['.....', '.....', '.###.', '.....'])
  })

  test.each([
    ['lft', coded('usage.unknown-mask', { mask: 'lft' })],
    ['constructor', coded('usage.unknown-mask')],
    ['box:1,2,0,3', coded('usage.mask-box-empty')],
    ['box:1,2,3', coded('usage.mask-box-malformed')],
    ['box:2,0,3,4', coded('usage.mask-box-outside', { right: 5, bottom: 4 })],
    ['no-such.png', /no-such.png cannot be read/],
  ])('%s is refused', async (word, error) => {
    await expect(maskOf(word, [4, 4, 1])).rejects.toThrow(error as Error)
  })
})
