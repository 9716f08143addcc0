import { describe, expect, test } from 'vitest'
import { maskOf } from '../../../src/cli/tasks/mask.ts'

/** Rows of a mask as words: `#` is made anew. */
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
    ['lft', /--mask lft is unknown.*did you mean "left"/],
    ['constructor', /--mask constructor is unknown/],
    ['box:1,2,0,3', /box:1,2,0,3 is empty: give it a width and a height of at least 1/],
    ['box:1,2,3', /is no box: write box:x,y,width,height/],
    ['box:2,0,3,4', /reaches to 5 x 4, and the model's pictures are 4 x 4/],
    ['no-such.png', /no-such.png cannot be read/],
  ])('%s is refused', async (word, message) => {
    await expect(maskOf(word, [4, 4, 1])).rejects.toThrow(message)
  })
})
