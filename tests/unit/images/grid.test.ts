import { describe, expect, test } from 'vitest'
import type { Raster } from '../../../src/formats/raster.ts'
import { grid, toRasters } from '../../../src/images/grid.ts'
import { labelHeight } from '../../../src/images/grid-labels.ts'
import { coded } from '../../coded.ts'

/** Images of one value each, in bytes. */
function flat(values: number[], height: number, width: number, channels = 1) {
  const size = height * width * channels
  const data = Float32Array.from({ length: values.length * size }, (_, i) => {
    return values[Math.floor(i / size)] / 127.5 - 1
  })
  return { shape: [values.length, height, width, channels], data }
}

/** The rows of a grey raster as text. */
function rows({ width, height, data }: { width: number; height: number; data: Uint8Array }) {
  return Array.from({ length: height }, (_, y) =>
    data.subarray(y * width, (y + 1) * width).join(' '),
  )
}

describe('grid', () => {
  test('pads around and between, and leaves the rest of the last row black', () => {
    const image = grid(flat([1, 2, 3], 1, 2), { columns: 2, padding: 1 })
    expect(rows(image)).toEqual([
      '0 0 0 0 0 0 0',
      '0 1 1 0 2 2 0',
      '0 0 0 0 0 0 0',
      '0 3 3 0 0 0 0',
      '0 0 0 0 0 0 0',
    ])
  })

  test("has torchvision's size for 64 MNIST images", () => {
    const image = grid(flat(new Array(64).fill(9), 28, 28))
    expect([image.width, image.height, image.channels]).toEqual([242, 242, 1])
  })

  test('is no wider than its images', () => {
    expect(rows(grid(flat([5, 6], 1, 1), { padding: 0 }))).toEqual(['5 6'])
  })

  test('a single image stands alone, without padding', () => {
    expect(rows(grid(flat([7], 2, 1)))).toEqual(['7', '7'])
  })

  test('scales images and padding alike', () => {
    expect(rows(grid(flat([1, 2], 1, 1), { padding: 1, scale: 2 }))).toEqual([
      ...['0 0 0 0 0 0 0 0 0 0', '0 0 0 0 0 0 0 0 0 0'],
      ...['0 0 1 1 0 0 2 2 0 0', '0 0 1 1 0 0 2 2 0 0'],
      ...['0 0 0 0 0 0 0 0 0 0', '0 0 0 0 0 0 0 0 0 0'],
    ])
  })

  test('keeps alpha, and is transparent where no image is', () => {
    const two = { shape: [2, 1, 1, 4], data: Float32Array.of(-1, 0, 1, 0, 1, -1, -1, 1) }
    const { channels, data } = grid(two, { padding: 1 })
    expect(channels).toBe(4)
    const around = [0, 0, 0, 0]
    expect([...data.subarray(20, 40)]).toEqual([
      ...[...around, 0, 128, 255, 128, ...around, 255, 0, 0, 255, ...around],
    ])
    const grey = grid({ shape: [1, 1, 2, 2], data: Float32Array.of(1, -1, -1, 1) })
    expect([grey.channels, ...grey.data]).toEqual([2, 255, 0, 0, 255])
  })

  test('draws what is transparent over a checkerboard or a colour', () => {
    const clear = { shape: [1, 1, 2, 4], data: new Float32Array(8).fill(-1) }
    const checker = grid(clear, { background: 'checker', scale: 8 })
    expect(checker).toMatchObject({ width: 16, height: 8, channels: 3 })
    expect([checker.data[0], checker.data[3 * 8]]).toEqual([255, 208])
    expect([...grid(clear, { background: [1, 2, 3] }).data]).toEqual([1, 2, 3, 1, 2, 3])
    const opaque = flat([7], 1, 2)
    expect(grid(opaque, { background: 'checker' })).toEqual(grid(opaque))
  })

  test('keeps colours in order', () => {
    const images = { shape: [2, 1, 1, 3], data: Float32Array.of(-1, 0, 1, 1, -1, -1) }
    expect([...grid(images, { padding: 0 }).data]).toEqual([0, 128, 255, 255, 0, 0])
  })

  test.each([
    { columns: 0 },
    { columns: 1.5 },
    { padding: -1 },
    { scale: 0 },
    { scale: Number.NaN },
  ])('refuses %o', (options) => {
    expect(() => grid(flat([1, 2], 1, 1), options)).toThrow(coded('drawing.size-invalid'))
  })

  test.each([[[1, 2, 2]], [[1, 2, 2, 5]], [[0, 2, 2, 1]]])('refuses the shape %o', (shape) => {
    expect(() => grid({ shape, data: new Float32Array(8) })).toThrow(
      coded('drawing.shape-invalid', { shape }),
    )
  })
})

describe('names in a grid', () => {
  const six = flat([90, 90, 90, 90, 90, 90], 10, 20)
  const plain = grid(six, { columns: 3 })
  const line = labelHeight(20)
  const sizeOf = (labels: string[], columns = 3) => {
    const { width, height } = grid(six, { columns, labels })
    return [width, height]
  }
  const inkIn = ({ data, width }: Raster, top: number, bottom: number) =>
    data.subarray(top * width, bottom * width).filter((value) => value === 235).length

  test('stand once under columns, once under all, or under each', () => {
    expect(sizeOf(['a', 'b', 'c', 'a', 'b', 'c'])).toEqual([plain.width, plain.height + line])
    expect(sizeOf(new Array(6).fill('a'))).toEqual([plain.width, plain.height + line])
    expect(sizeOf(['a', 'b', 'c', 'a', 'b', 'd'])).toEqual([plain.width, plain.height + 2 * line])
  })

  test('leave the images as they are', () => {
    const labels = ['a', 'b', 'c', 'a', 'b', 'c']
    const named = grid(six, { columns: 3, labels })
    expect(named.data.subarray(0, plain.data.length)).toEqual(plain.data)
    expect(inkIn(named, plain.height, named.height)).toBeGreaterThan(0)
    const each = grid(six, { columns: 3, labels: ['a', 'b', 'c', 'd', 'e', 'f'] })
    expect(each.data.filter((value) => value === 90)).toHaveLength(6 * 200)
  })

  test('that are too long stay below their image', () => {
    const named = grid(six, {
      columns: 3,
      labels: ['a', 'a long name', 'b', 'a', 'a long name', 'b'],
    })
    const columns = Array.from({ length: named.width }, (_, x) => x).filter((x) =>
      Array.from({ length: line }, (_, y) => named.data[(plain.height + y) * named.width + x]).some(
        (value) => value === 235,
      ),
    )
    expect(columns.filter((x) => x >= 22 && x < 24)).toEqual([])
    expect(columns.filter((x) => x >= 44 && x < 46)).toEqual([])
  })

  test('are opaque below images with alpha, and under a single image, too', () => {
    const clear = { shape: [1, 10, 20, 4], data: new Float32Array(800).fill(-1) }
    const { width, height, channels, data } = grid(clear, { labels: ['cat'] })
    expect([width, height, channels]).toEqual([20, 10 + line, 4])
    expect(data.subarray(0, 800).some((value) => value > 0)).toBe(false)
    expect([...data.subarray(800)].filter((_, i) => i % 4 === 3)).toEqual(
      new Array(20 * line).fill(255),
    )
  })

  test('are as many as the images', () => {
    expect(() => grid(six, { labels: ['a'] })).toThrow(
      coded('drawing.image-labels-mismatch', { images: 6, labels: 1 }),
    )
  })
})

test('bytes round as save_image does; what is outside is clamped; NaN is black', () => {
  const values = [
    -1,
    -1.01,
    0,
    1,
    7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  // ((x + 1) / 2 * 255 + 0.5) cut: 1 / 255 begins at half of it.
  values.push(-1 + 0.99 / 255, -1 + 1.01 / 255)
  const [raster] = toRasters({ shape: [1, 1, 10, 1], data: Float32Array.from(values) })
  expect([...raster.data]).toEqual([0, 0, 128, 255, 255, 0, 255, 0, 0, 1])
})
