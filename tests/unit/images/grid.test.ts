import { describe, expect, test } from 'vitest'
import { grid, toRasters } from '../../../src/images/grid.ts'
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

  test.each([[[1, 2, 2]], [[1, 2, 2, 2]], [[0, 2, 2, 1]]])('refuses the shape %o', (shape) => {
    expect(() => grid({ shape, data: new Float32Array(8) })).toThrow(
      coded('drawing.shape-invalid', { shape }),
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
