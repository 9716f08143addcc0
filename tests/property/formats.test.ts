import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DdpmError } from '../../src/base/errors.ts'
import { encodeGif } from '../../src/formats/gif.ts'
import { gunzip } from '../../src/formats/gunzip.ts'
import { readIdx, readMaybeGzippedIdx, writeIdx } from '../../src/formats/idx.ts'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import type { Raster } from '../../src/formats/raster.ts'
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts'
import {
  byteSize,
  DTYPE_BITS,
  type Dtype,
  type SafeTensor,
} from '../../src/formats/tensor-types.ts'
import { readGif } from '../unit/formats/read-gif.ts'
import { attempt } from './attempt.ts'
import { damaged, damages } from './mutations.ts'

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1)

const idxArrays = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => fc.record({ shape: fc.constant(shape), data: exactly(product(shape)) }))

const wholeDtypes = (Object.keys(DTYPE_BITS) as Dtype[]).filter((name) => DTYPE_BITS[name] >= 8)
const tensors: fc.Arbitrary<SafeTensor> = fc
  .tuple(fc.constantFrom(...wholeDtypes), fc.array(fc.nat(4), { maxLength: 3 }))
  .chain(([dtype, shape]) =>
    exactly(byteSize('w', dtype, shape)).map((data) => ({ dtype, shape, data })),
  )
const names = fc.string({ unit: 'binary', maxLength: 12 }).filter((name) => name !== '__metadata__')
const tensorMaps = fc.array(fc.tuple(names, tensors), { maxLength: 5 }).map((all) => new Map(all))
const metadata = fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true })

const rasters: fc.Arbitrary<Raster> = fc
  .tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom(1, 2, 3, 4),
  )
  .chain(([width, height, channels]) =>
    exactly(width * height * channels).map((data) => ({ width, height, channels, data }) as Raster),
  )

const same = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((v, i) => v === b[i])

describe('there and back', () => {
  test('idx, plain and gzipped', async () => {
    await fc.assert(
      fc.asyncProperty(idxArrays, async (array) => {
        const bytes = writeIdx(array)
        expect(readIdx(bytes)).toEqual(array)
        expect(await readMaybeGzippedIdx(new Uint8Array(gzipSync(bytes)))).toEqual(array)
      }),
    )
  })

  test('safetensors', () => {
    fc.assert(
      fc.property(tensorMaps, metadata, (map, notes) => {
        const read = readSafetensors(writeSafetensors(map, notes))
        expect(read.tensors).toEqual(map)
        expect(Object.entries(read.metadata)).toEqual(Object.entries(notes))
      }),
    )
  })

  test('png', () => {
    fc.assert(
      fc.property(rasters, (raster) => {
        expect(decodePng(encodePng(raster))).toEqual(raster)
      }),
    )
  })

  test('gif of grey frames', () => {
    fc.assert(
      fc.property(rasters, (raster) => {
        const grey: Raster = {
          ...raster,
          channels: 1,
          data: raster.data.slice(0, raster.width * raster.height),
        }
        const [frame] = readGif(encodeGif([grey], { delays: [20] })).frames
        expect(frame.data.filter((_, i) => i % 3 === 0)).toEqual(grey.data)
      }),
    )
  })
})

describe('damage is read as it stands or refused, and never anything else', () => {
  test('idx: what is read fills its shape', async () => {
    await fc.assert(
      fc.asyncProperty(idxArrays, damages, async (array, damage) => {
        const read = await attempt(() => readIdx(damaged(writeIdx(array), damage)))
        if (read) expect(read.data.length).toBe(product(read.shape))
      }),
    )
  })

  test('gzipped idx: only the true values are read', async () => {
    await fc.assert(
      fc.asyncProperty(idxArrays, damages, async (array, damage) => {
        const bytes = damaged(new Uint8Array(gzipSync(writeIdx(array))), damage)
        if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return
        const read = await attempt(() => readMaybeGzippedIdx(bytes))
        if (read) expect(read).toEqual(array)
      }),
    )
  })

  test('gzip: only the true bytes are read, and never more than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), damages, fc.nat(20), async (plain, damage, limit) => {
        const bytes = damaged(new Uint8Array(gzipSync(plain)), damage)
        const read = await attempt(() => gunzip(bytes, { limit }))
        if (read) expect(read).toEqual(plain)
        if (read) expect(read.length).toBeLessThanOrEqual(limit)
      }),
    )
  })

  test('safetensors: what is read tiles the file', async () => {
    await fc.assert(
      fc.asyncProperty(tensorMaps, metadata, damages, async (map, notes, damage) => {
        const read = await attempt(() =>
          readSafetensors(damaged(writeSafetensors(map, notes), damage)),
        )
        for (const [name, { dtype, shape, data }] of read?.tensors ?? []) {
          expect(data.length).toBe(byteSize(name, dtype, shape))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('safetensors: a file cut short is refused', () => {
    fc.assert(
      fc.property(tensorMaps, fc.double({ min: 0, max: 0.999, noNaN: true }), (map, part) => {
        const bytes = writeSafetensors(map)
        const cut = bytes.subarray(0, Math.floor(part * bytes.length))
        expect(() => readSafetensors(cut)).toThrow(DdpmError)
      }),
    )
  })

  test('png: only the true pixels are read', async () => {
    await fc.assert(
      fc.asyncProperty(rasters, damages, async (raster, damage) => {
        const read = await attempt(() => decodePng(damaged(encodePng(raster), damage)))
        if (read) expect(same(read.data, raster.data)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('random bytes behind a true beginning', async () => {
    const starts = [
      [0, 0, 8],
      [0x1f, 0x8b, 8, 0],
      [137, 80, 78, 71, 13, 10, 26, 10],
      [2, 0, 0, 0, 0, 0, 0, 0, 0x7b],
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array(), async (start, rest) => {
        const bytes = Uint8Array.from([...start, ...rest])
        await attempt(() => readIdx(bytes))
        await attempt(() => readMaybeGzippedIdx(bytes))
        await attempt(() => decodePng(bytes))
        await attempt(() => readSafetensors(bytes))
      }),
    )
  })
})
