/** Copies among samples: found where they are, and not among images that are new. */

import { describe, expect, test } from 'vitest'
import { type Dataset, gatherBatch, imageSize } from '../../../src/data/dataset.ts'
import { digits } from '../../../src/data/digits.ts'
import { normalNoise, streams } from '../../../src/engine/random.ts'
import { CopyFinder, type CopyFinderOptions } from '../../../src/evaluation/copies.ts'
import { nearestImages } from '../../../src/evaluation/neighbours.ts'
import { allAtOnce } from '../../../src/evaluation/rest.ts'

const data = digits({ count: 100, imageSize: 12, seed: 5 })
const others = digits({ count: 50, imageSize: 12, seed: 6 })

const valuesOf = (set: Dataset, count = set.count) =>
  gatherBatch(
    set,
    Array.from({ length: count }, (_, i) => i),
    new Float32Array(count * imageSize(set)),
  )
const found = (images: Float32Array, set = data, options: CopyFinderOptions = {}) =>
  allAtOnce(new CopyFinder(set, options).find(images))

/** Mirrored, each row by itself. */
const mirrored = ({ width }: Dataset, values: Float32Array) =>
  values.map((_, i) => values[i - (i % width) + width - 1 - (i % width)])

describe('copies', () => {
  test('are all of the training images, also where each is changed a little', () => {
    const images = valuesOf(data)
    expect(found(images)).toEqual({ samples: 100, copies: 100, share: 1 })
    const noise = normalNoise(new Float32Array(images.length), 1, streams.samplingNoise, 0, 0)
    const near = images.map((value, i) => value + 0.1 * noise[i])
    expect(found(near)!.share).toBeGreaterThan(0.9)
  })

  test('are about as rare among other real images as among the training images themselves', () => {
    expect(found(valuesOf(others))!.share).toBeLessThan(0.12)
  })

  test('are not noise, nor the mean of all', () => {
    const noise = normalNoise(new Float32Array(20 * 144), 1, streams.samplingNoise, 0, 0)
    expect(found(noise)!.copies).toBe(0)
    const images = valuesOf(data)
    const mean = Float32Array.from({ length: 144 }, (_, i) => {
      let sum = 0
      for (let at = i; at < images.length; at += 144) sum += images[at]
      return sum / data.count
    })
    expect(found(mean)!.copies).toBe(0)
  })

  test('may be mirrored, where the model has learnt mirrored images', () => {
    const images = mirrored(data, valuesOf(data))
    expect(found(images)!.share).toBeLessThan(0.5)
    expect(found(images, data, { mirrored: true })!.share).toBe(1)
  })

  test('are found among duplicates, and nothing is said of too few images or of one', () => {
    const images = new Uint8Array([...data.images, ...data.images])
    const labels = undefined
    const twice = { ...data, count: 200, images, labels }
    expect(found(valuesOf(data), twice)!.share).toBe(1)
    expect(found(valuesOf(others), twice)!.share).toBeLessThan(0.15)
    const size = imageSize(data)
    const few = { ...data, count: 3, images: data.images.subarray(0, 3 * size), labels }
    expect(found(valuesOf(others), few)).toBeUndefined()
    const alike = { ...data, images: data.images.map((_, i) => data.images[i % size]), labels }
    expect(found(valuesOf(others), alike)).toBeUndefined()
  })
})

test('what alpha hides makes no image another', () => {
  const hidden = { name: 'hidden', count: 2, height: 1, width: 2, channels: 4 }
  // white beside red that nobody sees; white beside half a blue
  const images = Uint8Array.of(
    ...[255, 255, 255, 255, 255, 0, 0, 0],
    ...[255, 255, 255, 255, 0, 0, 255, 128],
  )
  const green = Float32Array.of(1, 1, 1, 1, -1, 1, -1, -1)
  const [first, second] = nearestImages({ ...hidden, images }, green, 2)
  expect(first).toEqual({ index: 0, distance: 0 })
  // blue as far as alpha shows it, and alpha
  expect(second.distance).toBeCloseTo(Math.hypot((2 * 128) / 255, (2 * 128) / 255), 6)
})
