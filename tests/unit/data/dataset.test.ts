import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  byteToValue,
  type Dataset,
  describeDataset,
  gatherBatch,
  splitLast,
  takeFirst,
} from '../../../src/data/dataset.ts'
import { coded } from '../../coded.ts'

/** Four images of 1 x 2 pixels and 3 channels: bytes 0..23. */
const small: Dataset = {
  name: 'small',
  count: 4,
  height: 1,
  width: 2,
  channels: 3,
  images: Uint8Array.from({ length: 24 }, (_, i) => i),
  labels: Uint8Array.of(3, 1, 2, 0),
  classes: ['a', 'b', 'c', 'd'],
}

describe('byteToValue', () => {
  test('is bit for bit what PyTorch computes as x.float().div(255).sub(0.5).div(0.5)', () => {
    const sum = createHash('sha256').update(new Uint8Array(byteToValue.buffer)).digest('hex')
    expect(sum).toBe('d15e8ce72284446496a6de66e8a4795818530b44cd2c3dd415077364535c3c1a')
  })

  test('goes from -1 to 1', () => {
    expect(byteToValue[0]).toBe(-1)
    expect(byteToValue[255]).toBe(1)
    expect(byteToValue[128]).toBe(Math.fround(Math.fround(Math.fround(128 / 255) - 0.5) / 0.5))
  })
})

describe('gatherBatch', () => {
  test('writes the images asked for, in the order asked', () => {
    const into = gatherBatch(small, [2, 0, 2], new Float32Array(18))
    const bytes = [12, 13, 14, 15, 16, 17, 0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17]
    expect([...into]).toEqual(bytes.map((byte) => byteToValue[byte]))
  })

  test('leaves what lies beyond the batch', () => {
    const into = new Float32Array(8).fill(9)
    gatherBatch(small, Uint32Array.of(1), into)
    expect([...into.subarray(6)]).toEqual([9, 9])
  })

  test.each([[4], [-1], [0.5], [NaN]])('refuses image %s', (index) => {
    expect(() => gatherBatch(small, [index], new Float32Array(6))).toThrow(
      coded('dataset.index-out-of-range', { index }),
    )
  })

  test('refuses a buffer that is too short', () => {
    expect(() => gatherBatch(small, [0, 1], new Float32Array(11))).toThrow(
      coded('dataset.batch-too-small', { need: 12, have: 11 }),
    )
  })
})

describe('takeFirst', () => {
  test('shares the bytes and cuts the labels', () => {
    const two = takeFirst(small, 2)
    expect(two.count).toBe(2)
    expect(two.images.buffer).toBe(small.images.buffer)
    expect([two.images.length, [...(two.labels ?? [])]]).toEqual([12, [3, 1]])
  })

  test.each([[0], [5], [1.5], [NaN]])('refuses %s images', (count) => {
    expect(() => takeFirst(small, count)).toThrow(coded('dataset.count-out-of-range', { count }))
  })
})

describe('splitLast', () => {
  test('keeps the last images out, with their labels', () => {
    const { train, validation } = splitLast(small, 0.25)
    expect([train.count, validation.count]).toEqual([small.count - 1, 1])
    expect([...validation.images]).toEqual([...small.images.subarray(-6)])
    expect([...(validation.labels ?? [])]).toEqual([...(small.labels ?? [])].slice(-1))
    expect(validation.images.buffer).toBe(small.images.buffer)
  })

  test.each([0.0001, 0.9999])('leaves an image on either side of a share of %s', (share) => {
    const { train, validation } = splitLast(small, share)
    expect(Math.min(train.count, validation.count)).toBe(1)
    expect(train.count + validation.count).toBe(small.count)
  })

  test('refuses a single image', () => {
    expect(() => splitLast(takeFirst(small, 1), 0.1)).toThrow(coded('dataset.single-image'))
  })
})

test('describeDataset says it all in a line', () => {
  expect(describeDataset(small)).toBe('small: 4 images of 2 x 1 x 3, 4 classes (a, b, c, d)')
  const { classes, ...unlabelled } = { ...small, count: 60_000 }
  expect(describeDataset(unlabelled)).toBe('small: 60,000 images of 2 x 1 x 3')
  const many = { ...small, classes: Array.from({ length: 12 }, (_, i) => `c${i}`) }
  expect(describeDataset(many)).toMatch(/, 12 classes \(c0, .*, c9, \.\.\.\)$/)
})
