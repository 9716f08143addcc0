import { expect, test } from 'vitest'
import { UserError } from '../../../src/base/errors.ts'
import { datasetOf, type LabelledPicture } from '../../../src/data/image-set.ts'

const pictureOf = (grey: number, className?: string): LabelledPicture => ({
  picture: { width: 1, height: 1, channels: 1, data: Uint8Array.of(grey) },
  className,
})

test('pictures keep their classes through the shuffle', () => {
  const { images, labels, classes } = datasetOf('set', [pictureOf(7, 'b'), pictureOf(5, 'a')])
  expect(classes).toEqual(['a', 'b'])
  expect([...images].map((grey, i) => [grey, labels?.[i]]).sort()).toEqual([
    [5, 0],
    [7, 1],
  ])
  expect(datasetOf('set', [pictureOf(7)])).not.toHaveProperty('labels')
})

test('some with a class and some without are refused: they are no first class', () => {
  const mixed = () => datasetOf('set', [pictureOf(7, 'b'), pictureOf(5), pictureOf(6)])
  expect(mixed).toThrow(/2 of the 3 pictures of set have no class/)
  expect(mixed).toThrow(UserError)
})
