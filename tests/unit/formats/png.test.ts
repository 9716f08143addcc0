import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { decode, encode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { decodePng, encodePng } from '../../../src/formats/png.ts'
import { coded } from '../../coded.ts'

/** A PNG put together by hand: header fields, further chunks, rows before compression. */
function png(
  ihdr: number[],
  rows: number[] | Uint8Array,
  extra: [string, number[]][] = [],
): Uint8Array {
  const chunk = (type: string, content: ArrayLike<number>) => {
    const body = [...new TextEncoder().encode(type), ...Array.from(content)]
    return [...u32(content.length), ...body, ...u32(crc(body))]
  }
  const [width, height, ...rest] = ihdr
  return Uint8Array.from([
    ...[137, 80, 78, 71, 13, 10, 26, 10],
    ...chunk('IHDR', [...u32(width), ...u32(height), ...rest]),
    ...extra.flatMap(([type, content]) => chunk(type, content)),
    ...chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    ...chunk('IEND', []),
  ])
}

const u32 = (n: number) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]

function crc(bytes: number[]): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  }
  return ~c >>> 0
}

test.each([1, 2, 3, 4] as const)('%i channels go there and back', (channels) => {
  const data = Uint8Array.from({ length: 5 * 3 * channels }, (_, i) => i * 17)
  const raster = { width: 5, height: 3, channels, data }
  expect(decodePng(encodePng(raster))).toEqual(raster)
  expect(decodePng(Buffer.from(encodePng(raster)))).toEqual(raster)
})

describe('decodePng', () => {
  const data = (bytes: Uint8Array) => [...decodePng(bytes).data]

  test('stretches 1, 2 and 4 bits', () => {
    expect(data(png([3, 2, 1, 0, 0, 0, 0], [0, 0b10100000, 0, 0b01000000]))).toEqual([
      255, 0, 255, 0, 255, 0,
    ])
    expect(data(png([5, 1, 2, 0, 0, 0, 0], [0, 0b00011011, 0b01000000]))).toEqual([
      0, 85, 170, 255, 85,
    ])
    expect(data(png([2, 1, 4, 0, 0, 0, 0], [0, 0xf1]))).toEqual([255, 17])
  })

  test('cuts 16 bits to 8', () => {
    expect(data(png([2, 1, 16, 0, 0, 0, 0], [0, 0x12, 0xff, 0xfe, 0x01]))).toEqual([0x12, 0xfe])
  })

  test('keeps the alpha of grey and RGB files, cut to 8 bits', () => {
    const grey = png([3, 1, 8, 4, 0, 0, 0], [0, 100, 255, 100, 0, 55, 51])
    expect(decodePng(grey)).toMatchObject({ channels: 2 })
    expect(data(grey)).toEqual([100, 255, 100, 0, 55, 51])
    expect(data(png([1, 1, 8, 6, 0, 0, 0], [0, 0, 100, 200, 0]))).toEqual([0, 100, 200, 0])
    const deep = png([1, 1, 16, 6, 0, 0, 0], [0, 1, 9, 2, 9, 3, 9, 128, 255])
    expect([decodePng(deep).channels, ...data(deep)]).toEqual([4, 1, 2, 3, 128])
  })

  test('makes an alpha of the one transparent colour of grey and RGB files', () => {
    const clear = (...colour: number[]): [string, number[]] => ['tRNS', colour]
    const grey = (depth: number) => [2, 1, depth, 0, 0, 0, 0]
    expect(data(png(grey(8), [0, 100, 101], [clear(0, 100)]))).toEqual([100, 0, 101, 255])
    expect(data(png(grey(8), [0, 100, 101], [clear(7, 100)]))).toEqual([100, 0, 101, 255])
    expect(data(png(grey(2), [0, 0b01100000], [clear(0, 1)]))).toEqual([85, 0, 170, 255])
    const close = [0, 0x12, 0x34, 0x12, 0x35] // alike in 8 bits
    expect(data(png(grey(16), close, [clear(0x12, 0x34)]))).toEqual([0x12, 0, 0x12, 255])
    const rgb = png([2, 1, 8, 2, 0, 0, 0], [0, 1, 2, 3, 1, 2, 4], [clear(0, 1, 0, 2, 0, 3)])
    expect(data(rgb)).toEqual([1, 2, 3, 0, 1, 2, 4, 255])
  })

  test('looks up palettes, with and without transparency', () => {
    const palette: [string, number[]] = ['PLTE', [1, 2, 3, 250, 0, 9]]
    const rows = [0, 0b10000000]
    expect(data(png([2, 1, 1, 3, 0, 0, 0], rows, [palette]))).toEqual([250, 0, 9, 1, 2, 3])
    const clear: [string, number[]] = ['tRNS', [0]]
    expect(data(png([2, 1, 1, 3, 0, 0, 0], rows, [palette, clear]))).toEqual([
      250, 0, 9, 255, 1, 2, 3, 0,
    ])
  })

  test('ignores the palette which an RGB file suggests', () => {
    const palette: [string, number[]] = ['PLTE', [1, 2, 3]]
    expect(data(png([1, 1, 8, 2, 0, 0, 0], [0, 7, 8, 9], [palette]))).toEqual([7, 8, 9])
  })

  test('reads interlaced files', () => {
    const raster = {
      width: 9,
      height: 9,
      channels: 1 as const,
      data: Uint8Array.from({ length: 81 }, (_, i) => i),
    }
    expect(decodePng(encode({ ...raster, depth: 8 }, { interlace: 'Adam7' }))).toEqual(raster)
  })

  const images = fc.record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    colourType: fc.constantFrom(0, 2, 4, 6),
    depth: fc.constantFrom(8, 16),
    bytes: fc.uint8Array({ minLength: 9 * 9 * 8, maxLength: 9 * 9 * 8 }),
    filters: fc.array(fc.nat(4), { minLength: 9, maxLength: 9 }),
  })
  test('undoes filters as another reader does', () => {
    fc.assert(
      fc.property(images, ({ width, height, colourType, depth, bytes, filters }) => {
        const length = (width * [1, 0, 3, 0, 2, 0, 4][colourType] * depth) / 8
        const rows = Array.from({ length: height }, (_, y) => [
          ...[filters[y], ...bytes.subarray(y * length, (y + 1) * length)],
        ])
        const file = png([width, height, depth, colourType, 0, 0, 0], rows.flat())
        const theirs = Array.from(decode(file).data, (value) => (depth === 16 ? value >> 8 : value))
        expect(data(file)).toEqual(theirs)
      }),
    )
  })

  test('skips profiles and texts unread', () => {
    const bad: [string, number[]] = ['iCCP', [1, 2, 3]]
    expect(data(png([1, 1, 8, 0, 0, 0, 0], [0, 7], [bad]))).toEqual([7])
  })

  const good = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16).fill(3) })
  test.each<[string, Uint8Array, string, object?]>([
    ['an empty file', new Uint8Array(0), 'png.signature-missing'],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0), 'png.signature-missing'],
    ['a file cut short', good.subarray(0, -1), 'png.truncated', { bytes: good.length - 1 }],
    ['a flipped bit', good.with(45, good[45] ^ 1), 'png.checksum-wrong', { chunk: 'IDAT' }],
    [
      'no header',
      new Uint8Array([...good.subarray(0, 8), ...good.subarray(33)]),
      'png.header-missing',
    ],
    ['no pixels', png([0, 4, 8, 0, 0, 0, 0], []), 'png.header-invalid', { width: 0, height: 4 }],
    [
      'unknown colours',
      png([1, 1, 8, 5, 0, 0, 0], [0, 0]),
      'png.header-invalid',
      { colourType: 5 },
    ],
    [
      'billions of pixels',
      png([0x7fffffff, 0x7fffffff, 8, 6, 0, 0, 0], [0, 0]),
      'png.declares-too-much',
    ],
    [
      'a depth which its colours do not have',
      png([2, 1, 4, 2, 0, 0, 0], [0, 1, 2, 3]),
      'png.header-invalid',
      { depth: 4 },
    ],
    [
      'a second header',
      png([1, 1, 8, 0, 0, 0, 0], [0, 0], [['IHDR', [...u32(1e9), ...u32(1e9), 8, 0, 0, 0, 0]]]),
      'png.header-repeated',
    ],
    [
      'a filter which there is not',
      png([1, 1, 8, 0, 0, 0, 0], [5, 0]),
      'png.filter-unknown',
      { filter: 5 },
    ],
    [
      'an unknown way of interlacing',
      png([1, 1, 8, 0, 0, 0, 2], [0, 0]),
      'png.methods-unknown',
      { interlace: 2 },
    ],
    ['too many rows', png([2, 1, 8, 0, 0, 0, 0], [0, 1, 2, 0]), 'png.rows-mismatch'],
    ['too few rows', png([2, 2, 8, 0, 0, 0, 0], [0, 1, 2]), 'png.rows-mismatch'],
    [
      'a palette index too large',
      png([1, 1, 8, 3, 0, 0, 0], [0, 9], [['PLTE', [1, 2, 3]]]),
      'png.palette-too-short',
      { index: 9 },
    ],
    [
      'a transparent colour of other channels',
      png([1, 1, 8, 2, 0, 0, 0], [0, 1, 2, 3], [['tRNS', [0, 1]]]),
      'png.transparency-invalid',
    ],
    ['a missing palette', png([1, 1, 8, 3, 0, 0, 0], [0, 9]), 'png.palette-missing'],
    [
      'a bomb of single bits',
      png([2 ** 15, 2 ** 14, 1, 0, 0, 0, 0], randomBytes(70_000)),
      'png.too-large',
      { width: 32_768, height: 16_384, most: 268_435_456 },
    ],
    [
      'a bomb',
      png([1, 1, 8, 0, 0, 0, 0], new Uint8Array(20_000_000)),
      'png.data-too-long',
      { declared: 2 },
    ],
  ])('refuses %s', (_, bytes, code, values) => {
    expect(() => decodePng(bytes)).toThrow(coded(code, { ...values }))
  })
})

test('encodePng refuses sizes which do not match', () => {
  expect(() => encodePng({ width: 2, height: 2, channels: 3, data: new Uint8Array(4) })).toThrow(
    coded('raster.bytes-mismatch', { have: 4 }),
  )
  expect(() => encodePng({ width: 0, height: 2, channels: 1, data: new Uint8Array(0) })).toThrow(
    coded('raster.size-invalid', { width: 0 }),
  )
})
