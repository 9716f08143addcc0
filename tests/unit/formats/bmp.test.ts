/** BMP files put together by hand. */

import { describe, expect, test } from 'vitest'
import { decodeBmp } from '../../../src/formats/bmp.ts'
import { imageKind } from '../../../src/formats/image-kind.ts'
import { coded } from '../../coded.ts'

interface Parts {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly compression?: number
  /** Masks and palette, behind the header of 40 bytes. */
  readonly extra?: readonly number[]
  readonly rows: readonly number[]
}

function bmp({ width, height, depth, compression = 0, extra = [], rows }: Parts): Uint8Array {
  const pixels = 54 + Math.max(extra.length, 16)
  const bytes = new Uint8Array(pixels + rows.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  view.setUint32(10, pixels, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  view.setInt32(22, height, true)
  view.setUint16(26, 1, true)
  view.setUint16(28, depth, true)
  view.setUint32(30, compression, true)
  bytes.set(extra, 54)
  bytes.set(rows, pixels)
  return bytes
}

const u32 = (...values: number[]) =>
  values.flatMap((n) => [n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255])

describe('decodeBmp', () => {
  test('24 bits, from below and from above', () => {
    const rows = [1, 2, 3, 0, 4, 5, 6, 0]
    const below = bmp({ width: 1, height: 2, depth: 24, rows })
    expect(imageKind(below)).toBe('BMP')
    expect(decodeBmp(below)).toEqual({
      ...{ width: 1, height: 2, channels: 3 },
      data: Uint8Array.of(6, 5, 4, 3, 2, 1),
    })
    const above = decodeBmp(bmp({ width: 1, height: -2, depth: 24, rows }))
    expect([...above.data]).toEqual([3, 2, 1, 6, 5, 4])
  })

  const palette = [9, 8, 7, 0, 30, 20, 10, 0]
  test.each([
    [1, [0b01000000, 0, 0, 0]],
    [4, [0x01, 0, 0, 0]],
    [8, [0, 1, 0, 0]],
  ])('a palette of %i bits', (depth, rows) => {
    const { data } = decodeBmp(bmp({ width: 2, height: 1, depth, extra: palette, rows }))
    expect([...data]).toEqual([7, 8, 9, 10, 20, 30])
  })

  test('16 bits, and masks with and without alpha', () => {
    const plain = decodeBmp(bmp({ width: 1, height: 1, depth: 16, rows: [0x1f, 0x7c, 0, 0] }))
    expect([...plain.data]).toEqual([255, 0, 255])
    const masks = u32(0xff, 0xff00, 0xff0000, 0xff000000)
    const masked = { width: 1, height: 1, depth: 32, extra: masks, rows: [1, 2, 3, 200] }
    expect([...decodeBmp(bmp({ ...masked, compression: 3 })).data]).toEqual([1, 2, 3])
    const alpha = decodeBmp(bmp({ ...masked, compression: 6 }))
    expect([alpha.channels, ...alpha.data]).toEqual([4, 1, 2, 3, 200])
    const wide = u32(0x1f, 0x7e0, 0xf800)
    const rows = [0xff, 0x07, 0, 0]
    const green = bmp({ width: 1, height: 1, depth: 16, compression: 3, extra: wide, rows })
    expect([...decodeBmp(green).data]).toEqual([255, 255, 0])
  })

  const good: Parts = { width: 1, height: 2, depth: 24, rows: [1, 2, 3, 0, 4, 5, 6, 0] }
  test.each<[string, Uint8Array, string]>([
    ['a file cut short', bmp(good).subarray(0, -1), 'bmp.truncated'],
    ['a header alone', bmp(good).subarray(0, 30), 'bmp.truncated'],
    ['no pixels', bmp({ ...good, width: 0 }), 'bmp.header-invalid'],
    ['an unknown depth', bmp({ ...good, depth: 7 }), 'bmp.header-invalid'],
    ['compression', bmp({ ...good, depth: 8, compression: 1 }), 'bmp.compression-unsupported'],
    ['billions of pixels', bmp({ ...good, width: 60_000, height: 60_000 }), 'bmp.too-large'],
    [
      'a short palette',
      bmp({ ...good, depth: 8, extra: [1, 2], rows: [0, 0, 0, 0, 9, 0, 0, 0] }),
      'bmp.palette-too-short',
    ],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => decodeBmp(bytes)).toThrow(coded(code))
  })
})
