import { describe, expect, test } from 'vitest'
import { prepareImage } from '../../../src/data/prepare-image.ts'
import { toSize } from '../../../src/data/resize.ts'
import type { Raster } from '../../../src/formats/raster.ts'

const grey = (width: number, height: number, ...data: number[]): Raster => {
  return { width, height, channels: 1, data: Uint8Array.from(data) }
}

describe('toSize to squares', () => {
  test('averages whole blocks', () => {
    const image = grey(4, 4, 0, 4, 8, 12, 4, 8, 12, 16, 100, 100, 0, 0, 100, 100, 0, 200)
    expect(toSize(image, 2)).toEqual(grey(2, 2, 4, 12, 100, 50))
  })

  test('weighs pixels by what is covered of them', () => {
    // thirds of three pixels on two: (1 + 1/2 of the middle) / 1.5
    const image = grey(3, 3, 0, 90, 180, 0, 90, 180, 0, 90, 180)
    expect([...toSize(image, 2).data]).toEqual([30, 150, 30, 150])
  })

  test('cuts the middle out of what is not a square', () => {
    const wide = grey(4, 2, 9, 1, 2, 9, 9, 3, 4, 9)
    expect([...toSize(wide, 2).data]).toEqual([1, 2, 3, 4])
    const tall = grey(2, 4, 9, 9, 1, 2, 3, 4, 9, 9)
    expect([...toSize(tall, 2).data]).toEqual([1, 2, 3, 4])
  })

  test('keeps channels apart and enlarges', () => {
    const image: Raster = { width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) }
    expect([...toSize(image, 2).data]).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
  })

  test.each([1, 5, 7, 28])('one colour stays that colour at %s', (size) => {
    const image = grey(13, 17, ...new Array(13 * 17).fill(201))
    expect(new Set(toSize(image, size).data)).toEqual(new Set([201]))
  })
})

describe('toSize', () => {
  test('cuts the middle of the proportions that are asked for', () => {
    const rows = grey(4, 4, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9)
    expect(toSize(rows, { width: 4, height: 2 })).toEqual(grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8))
    const columns = grey(4, 2, 9, 1, 2, 9, 9, 3, 4, 9)
    expect(toSize(columns, { width: 1, height: 1 })).toEqual(grey(1, 1, 3))
    expect(toSize(columns, { width: 2, height: 2 })).toEqual(grey(2, 2, 1, 2, 3, 4))
  })

  test('an image of the size stays as it is', () => {
    const image = grey(3, 2, 1, 2, 3, 4, 5, 6)
    expect(toSize(image, { width: 3, height: 2 })).toBe(image)
  })

  test('takes at least a pixel of an image that is far too long', () => {
    expect(toSize(grey(1, 3, 1, 2, 3), { width: 32, height: 4 })).toMatchObject({
      ...{ width: 32, height: 4 },
      data: new Uint8Array(128).fill(2),
    })
  })
})

test('what is transparent does not colour its neighbours', () => {
  const data = Uint8Array.of(200, 100, 0, 255, 9, 9, 9, 0, 9, 9, 9, 0, 100, 100, 0, 255)
  const image: Raster = { width: 2, height: 2, channels: 4, data }
  expect([...toSize(image, 1).data]).toEqual([150, 100, 0, 128])
  const clear: Raster = {
    width: 2,
    height: 2,
    channels: 2,
    data: Uint8Array.of(9, 0, 9, 0, 9, 0, 9, 0),
  }
  expect([...toSize(clear, 1).data]).toEqual([0, 0])
})

describe('fit and resize', () => {
  const wide = grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8)

  test('stretch keeps all of an image', () => {
    expect(toSize(wide, 2, { fit: 'stretch' })).toEqual(grey(2, 2, 2, 4, 6, 8))
  })

  test('pad keeps its proportions, with transparent pixels around it', () => {
    const { channels, data } = toSize(wide, 4, { fit: 'pad' })
    expect(channels).toBe(2)
    expect([...data.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect([...data.subarray(8, 16)]).toEqual([1, 255, 2, 255, 3, 255, 4, 255])
    expect(toSize(wide, { width: 4, height: 2 }, { fit: 'pad' })).toBe(wide)
    expect(toSize(grey(1, 300, ...Array(300).fill(9)), 4, { fit: 'pad' })).toMatchObject({
      width: 4,
      height: 4,
    })
  })

  test('nearest makes no colours that were not there', () => {
    const image = grey(4, 4, ...Array.from({ length: 16 }, (_, i) => (i % 3 ? 0 : 255)))
    for (const size of [2, 3, 5, 8]) {
      const { data } = toSize(image, size, { resize: 'nearest' })
      expect([...new Set(data)].sort()).toEqual([0, 255])
    }
    expect(toSize(grey(2, 2, 1, 2, 3, 4), 4, { resize: 'nearest' }).data).toEqual(
      Uint8Array.of(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4),
    )
  })

  test('what is padded has the background around it', () => {
    const on = (background: string) => prepareImage(wide, { imageSize: 4, fit: 'pad', background })
    expect([...on('white').data.subarray(0, 6)]).toEqual([255, 255, 255, 255, 1, 2])
    expect(on('#ff0000')).toMatchObject({ channels: 3 })
    expect([...on('#ff0000').data.subarray(0, 3)]).toEqual([255, 0, 0])
    expect(on('keep').channels).toBe(2)
  })
})
