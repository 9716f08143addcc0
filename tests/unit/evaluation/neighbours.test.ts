import { expect, test } from 'vitest'
import { byteToValue, gatherBatch } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import { nearestImages } from '../../../src/evaluation/neighbours.ts'

const data = digits({ count: 200, imageSize: 16 })
const size = 16 * 16
const imageOf = (i: number) => gatherBatch(data, [i], new Float32Array(size))

test('an image of the set is its own nearest', () => {
  const [first, second] = nearestImages(data, imageOf(123), 2)
  expect(first).toEqual({ index: 123, distance: 0 })
  expect(second.distance).toBeGreaterThan(0)
})

test('finds what a search without shortcuts finds', () => {
  const changed = imageOf(0).map((value, i) => (i % 3 ? value : -value))
  const all = Array.from({ length: data.count }, (_, index) => {
    const image = data.images.subarray(index * size, (index + 1) * size)
    const squares = Array.from(image, (byte, i) => (changed[i] - byteToValue[byte]) ** 2)
    return { index, distance: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) }
  })
  const nearest = all.sort((a, b) => a.distance - b.distance).slice(0, 5)
  expect(nearestImages(data, changed, 5)).toEqual(nearest)
})

test('gives no more than there are', () => {
  const few = digits({ count: 2, imageSize: 16 })
  expect(nearestImages(few, imageOf(0), 3)).toHaveLength(2)
})
