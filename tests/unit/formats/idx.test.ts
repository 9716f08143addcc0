import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readIdx, readMaybeGzippedIdx, writeIdx } from '../../../src/formats/idx.ts'
import { coded } from '../../coded.ts'

/** Two 1 x 3 images, byte by byte as MNIST's page describes. */
const file = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255)

function changed(at: number, value: number): Uint8Array {
  const copy = file.slice()
  copy[at] = value
  return copy
}

describe('readIdx', () => {
  test('reads shape and data', () => {
    expect(readIdx(file)).toEqual({ shape: [2, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 255) })
  })

  test('reads a view which does not begin its buffer', () => {
    const shifted = new Uint8Array([9, ...file]).subarray(1)
    expect(readIdx(shifted)).toEqual(readIdx(file))
  })

  test.each<[string, Uint8Array, string, object]>([
    ['empty', new Uint8Array(0), 'idx.header-truncated', { have: 0, need: 4 }],
    ['cut in the header', file.subarray(0, 10), 'idx.header-truncated', { have: 10, need: 16 }],
    [
      'cut in the data',
      file.subarray(0, -1),
      'idx.bytes-mismatch',
      { shape: [2, 1, 3], need: 6, have: 5 },
    ],
    ['one byte too many', new Uint8Array([...file, 0]), 'idx.bytes-mismatch', { need: 6, have: 7 }],
    ['wrong magic', changed(0, 0x89), 'idx.signature-missing', { magic: '0x89000803' }],
    ['floats', changed(2, 0x0d), 'idx.type-unsupported', { type: '0xd' }],
    ['no dimensions', changed(3, 0), 'idx.no-dimensions', {}],
    ['a dimension of zero', changed(7, 0), 'idx.size-invalid', { size: 0 }],
    ['wrong count', changed(7, 3), 'idx.bytes-mismatch', { need: 9, have: 6 }],
    ['a count of billions', changed(4, 0xff), 'idx.bytes-mismatch', { have: 6 }],
    [
      'sizes beyond all numbers',
      new Uint8Array(1024).fill(255).with(0, 0).with(1, 0).with(2, 8),
      'idx.shape-too-large',
      {},
    ],
  ])('refuses %s', (_, bytes, code, values) => {
    expect(() => readIdx(bytes)).toThrow(coded(code, { ...values }))
  })
})

describe('readMaybeGzippedIdx', () => {
  const zip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))

  test('reads both', async () => {
    expect(await readMaybeGzippedIdx(file)).toEqual(readIdx(file))
    expect(await readMaybeGzippedIdx(zip(file))).toEqual(readIdx(file))
  })

  test('refuses a stream longer than its header declares, however long', async () => {
    const bomb = new Uint8Array(50_000_000)
    bomb.set(file)
    await expect(readMaybeGzippedIdx(zip(bomb))).rejects.toThrow(
      coded('gzip.too-long', { limit: 22 }),
    )
  })

  test('refuses a header which declares more than the stream can hold', async () => {
    await expect(readMaybeGzippedIdx(zip(changed(4, 0xff)))).rejects.toThrow(
      coded('idx.declares-too-much'),
    )
  })

  test('refuses a truthful bomb over the limit', async () => {
    const large = zip(writeIdx({ shape: [1000, 1000], data: new Uint8Array(1_000_000) }))
    expect((await readMaybeGzippedIdx(large)).shape).toEqual([1000, 1000])
    await expect(readMaybeGzippedIdx(large, { limit: 999_999 })).rejects.toThrow(
      coded('idx.declares-too-much', { possible: 999_999 }),
    )
  })

  test('refuses a truncated stream', async () => {
    await expect(readMaybeGzippedIdx(zip(file).subarray(0, -9))).rejects.toThrow(
      coded('gzip.corrupt'),
    )
  })
})

test('writeIdx refuses data which does not fill the shape', () => {
  expect(writeIdx(readIdx(file))).toEqual(file)
  expect(() => writeIdx({ shape: [2, 2], data: new Uint8Array(5) })).toThrow(
    coded('idx.array-mismatch', { shape: [2, 2], have: 5 }),
  )
  expect(() => writeIdx({ shape: [0], data: new Uint8Array(0) })).toThrow(coded('idx.size-invalid'))
})
