import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Dataset, imageSize, takeFirst } from '../../../src/data/dataset.ts'
import { habits } from '../../../src/data/digits/drawings.ts'
import { digits } from '../../../src/data/digits.ts'
import { toSize } from '../../../src/data/resize.ts'
import { loadIdxFolder } from '../../../src/hosts/node/load.ts'
import { coded } from '../../coded.ts'
import { haveRealMnist, needsRealMnist, realMnist } from './real-mnist.ts'

const sample = digits({ count: 2000, seed: 3 })

const imageOf = ({ images }: Dataset, i: number, size = 784) =>
  images.subarray(i * size, (i + 1) * size)

/** Groups of touching pixels (8 neighbours) darker than `threshold`. */
function countPieces(image: Uint8Array, size: number, threshold = 64): number {
  const left = new Set([...image.keys()].filter((at) => image[at] > threshold))
  let pieces = 0
  for (const start of left) {
    pieces++
    const edge = [start]
    left.delete(start)
    for (let at = edge.pop(); at !== undefined; at = edge.pop()) {
      for (const step of [-size - 1, -size, 1 - size, -1, 1, size - 1, size, size + 1]) {
        if (left.delete(at + step)) edge.push(at + step)
      }
    }
  }
  return pieces
}

/** The mean image of each class. */
function meansOf(data: Dataset): Float64Array[] {
  const sums = Array.from({ length: 10 }, () => new Float64Array(784))
  const counts = new Array<number>(10).fill(0)
  for (let i = 0; i < data.count; i++) {
    const label = data.labels![i]
    counts[label]++
    imageOf(data, i).forEach((value, at) => {
      sums[label][at] += value
    })
  }
  return sums.map((sum, label) => sum.map((value) => value / counts[label]))
}

/** Share of the images whose nearest mean is that of their label. */
function readable(data: Dataset, means: Float64Array[]): number {
  let right = 0
  for (let i = 0; i < data.count; i++) {
    const image = imageOf(data, i)
    const away = means.map((mean) => mean.reduce((sum, m, at) => sum + (m - image[at]) ** 2, 0))
    if (away.indexOf(Math.min(...away)) === data.labels![i]) right++
  }
  return right / data.count
}

describe('digits', () => {
  test('lie in the middle of images that are not square', () => {
    const square = digits({ count: 3, imageSize: 16 })
    for (const size of [
      { width: 21, height: 16 },
      { width: 16, height: 21 },
    ]) {
      const data = digits({ count: 3, imageSize: size })
      expect(data).toMatchObject({ ...size, labels: square.labels })
      const image = { ...size, channels: 1 as const, data: imageOf(data, 2, 16 * 21) }
      expect(toSize(image, 16).data).toEqual(imageOf(square, 2, 16 * 16))
    }
  })

  test('are a labelled dataset of the size asked for', () => {
    const data = digits({ count: 5, imageSize: 16 })
    expect(data).toMatchObject({ name: 'digits', count: 5, height: 16, width: 16, channels: 1 })
    expect(data.images.length).toBe(5 * imageSize(data))
    expect(data.labels?.length).toBe(5)
    expect(data.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  })

  test('are the same bytes for the same seed, whatever the count', () => {
    const few = digits({ count: 50, seed: 3 })
    expect(few.images).toEqual(takeFirst(sample, 50).images)
    expect(few.labels).toEqual(takeFirst(sample, 50).labels)
    expect(digits({ count: 50, seed: 4 }).images).not.toEqual(few.images)
  })

  test('are these bytes on every machine', () => {
    const { images, labels } = digits({ count: 256 })
    const sum = createHash('sha256').update(images).update(labels!).digest('hex')
    expect(sum).toBe('42d8fe84a9e0aae2a475f1c123d7b84f41c5897b251d2e699ec8223c01de0b51')
  })

  test('hold every class about equally often', () => {
    const counts = new Array<number>(10).fill(0)
    for (const label of sample.labels!) counts[label]++
    // 200 expected of each; 5 standard deviations are 67
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(67)
  })

  test("have MNIST's statistics: mean 0.131, deviation 0.308, 81% paper, 7% full ink", () => {
    const values = Float64Array.from(sample.images, (byte) => byte / 255)
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length)
    const share = (test: (v: number) => boolean) => values.filter(test).length / values.length
    expect(Math.abs(mean - 0.131)).toBeLessThan(0.01)
    expect(Math.abs(deviation - 0.308)).toBeLessThan(0.015)
    expect(Math.abs(share((v) => v === 0) - 0.81)).toBeLessThan(0.02)
    expect(Math.abs(share((v) => v > 0.98) - 0.073)).toBeLessThan(0.015)
  })

  test('are whole: one piece of ink, or one for each stroke', () => {
    for (let i = 0; i < sample.count; i++) {
      const label = sample.labels![i]
      const strokes = Math.max(...habits[label].map((habit) => habit.drawings[0].length))
      const pieces = countPieces(imageOf(sample, i), 28)
      expect(pieces, `image ${i}, a ${label}`).toBeGreaterThan(0)
      expect(pieces, `image ${i}, a ${label}`).toBeLessThanOrEqual(strokes)
    }
  })

  test('stay off the border and balance in the middle', () => {
    for (let i = 0; i < sample.count; i++) {
      const image = imageOf(sample, i)
      let [ink, down, right, border] = [0, 0, 0, 0]
      image.forEach((value, at) => {
        const [row, column] = [Math.floor(at / 28), at % 28]
        ink += value
        down += value * (row + 0.5)
        right += value * (column + 0.5)
        if (row % 27 === 0 || column % 27 === 0) border = Math.max(border, value)
      })
      expect(border, `image ${i}`).toBeLessThan(64)
      expect(Math.abs(down / ink - 14), `image ${i}`).toBeLessThan(2)
      expect(Math.abs(right / ink - 14), `image ${i}`).toBeLessThan(2)
    }
  })

  test('differ from one another as classes do', () => {
    expect(
      readable(takeFirst(sample, 500), meansOf(digits({ count: 2000, seed: 9 }))),
    ).toBeGreaterThan(0.75)
  })

  test.skipIf(!haveRealMnist)(`read as MNIST's classes do${needsRealMnist}`, async () => {
    const means = meansOf(takeFirst(await loadIdxFolder(realMnist), 10_000))
    // MNIST itself: 0.81
    expect(readable(takeFirst(sample, 1000), means)).toBeGreaterThan(0.68)
  })

  test.each([[{ count: 0 }], [{ count: 1.5 }], [{ imageSize: 8 }], [{ first: -1 }]])(
    'refuse %o',
    (options) => {
      expect(() => digits({ count: 1, ...options })).toThrow(coded('digits.option-invalid'))
    },
  )
})

describe('drawings', () => {
  test('of one habit have one structure, so that they mix', () => {
    for (const { drawings } of habits.flat()) {
      const structure = drawings.map((drawing) =>
        drawing.map((stroke) => stroke.map((run) => run.length)),
      )
      for (const other of structure) expect(other).toEqual(structure[0])
    }
  })

  test('are points on the grid, two at least in every run', () => {
    for (const run of habits.flat().flatMap((habit) => habit.drawings.flat(2))) {
      expect(run.length).toBeGreaterThan(1)
      for (const [x, y] of run) {
        expect(x >= -10 && x <= 90 && y >= 0 && y <= 100).toBe(true)
      }
    }
  })
})
