import { expect, test } from 'vitest'
import { datasetOf, type LabelledImage } from '../../../src/data/image-set.ts'
import { coded } from '../../coded.ts'

const imageOf = (grey: number, className?: string): LabelledImage => ({
  image: { width: 1, height: 1, channels: 1, data: Uint8Array.of(grey) },
  className,
})

test('images keep their classes through the shuffle', () => {
  const { images, labels, classes } = datasetOf('set', [imageOf(7, 'b'), imageOf(5, 'a')])
  expect(classes).toEqual(['a', 'b'])
  expect([...images].map((grey, i) => [grey, labels?.[i]]).sort()).toEqual([
    [5, 0],
    [7, 1],
  ])
  expect(datasetOf('set', [imageOf(7)])).not.toHaveProperty('labels')
})

test('some with a class and some without are refused: they are not a first class', () => {
  const mixed = () => datasetOf('set', [imageOf(7, 'b'), imageOf(5), imageOf(6)])
  expect(mixed).toThrow(coded('images.class-missing', { dataset: 'set', without: 2, images: 3 }))
})
