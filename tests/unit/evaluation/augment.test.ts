import { expect, test } from 'vitest'
import { RandomStream } from '../../../src/engine/random.ts'
import { shiftAtRandom } from '../../../src/evaluation/augment.ts'

/** One bright pixel in the middle of 7 x 7, twice, in two channels. */
function batchOf(count: number): Float32Array {
  return Float32Array.from({ length: count * 98 }, (_, i) => Number(i % 98 === 48))
}

test('moves each image whole, by as much as was allowed and not more', () => {
  const batch = batchOf(300)
  shiftAtRandom(batch, [7, 7, 2], 2, new RandomStream(1, 0))
  const places = new Set<string>()
  for (let i = 0; i < 300; i++) {
    const image = batch.subarray(i * 98, (i + 1) * 98)
    const at = image.indexOf(1)
    expect([at % 2, image.filter((value) => value === 1).length]).toEqual([0, 1])
    places.add(`${Math.floor(at / 14) - 3},${((at / 2) % 7) - 3}`)
  }
  const steps = [-2, -1, 0, 1, 2]
  expect([...places].sort()).toEqual(steps.flatMap((y) => steps.map((x) => `${y},${x}`)).sort())
})

test('repeats the edge', () => {
  const batch = Float32Array.of(1, 2, 3)
  shiftAtRandom(batch, [1, 3, 1], 9, new RandomStream(0, 0))
  expect([...batch]).toSatisfy((all: number[]) => all.every((value) => [1, 2, 3].includes(value)))
})

test('does nothing where nothing is allowed', () => {
  const batch = batchOf(3)
  shiftAtRandom(batch, [7, 7, 2], 0, new RandomStream(0, 0))
  expect(batch).toEqual(batchOf(3))
})
