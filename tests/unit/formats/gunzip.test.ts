import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gunzip, gunzipStart, isGzip } from '../../../src/formats/gunzip.ts'
import { coded } from '../../coded.ts'

const plain = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >> 3)
const zipped = new Uint8Array(gzipSync(plain))

test('unzips what zlib zipped', async () => {
  expect(await gunzip(zipped, { limit: plain.length })).toEqual(plain)
  expect(await gunzip(new Uint8Array(gzipSync('')), { limit: 0 })).toEqual(new Uint8Array(0))
})

test('refuses one byte more than the limit', async () => {
  const refused = gunzip(zipped, { limit: plain.length - 1 })
  await expect(refused).rejects.toThrow(coded('gzip.too-long', { limit: 199_999 }))
})

test('a bomb is dropped, not unzipped', async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(200_000_000)))
  const before = process.memoryUsage().arrayBuffers
  await expect(gunzip(bomb, { limit: 1000 })).rejects.toThrow(
    coded('gzip.too-long', { limit: 1000 }),
  )
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
})

test('refuses a stream which is cut short or corrupt', async () => {
  for (const length of [2, 9, 20, zipped.length >> 1, zipped.length - 1]) {
    const cut = gunzip(zipped.subarray(0, length), { limit: plain.length })
    await expect(cut).rejects.toThrow(coded('gzip.corrupt'))
  }
  const wrongChecksum = zipped.slice()
  wrongChecksum[zipped.length - 6] ^= 1
  await expect(gunzip(wrongChecksum, { limit: plain.length })).rejects.toThrow(
    coded('gzip.corrupt'),
  )
})

test('reads the start without the rest', async () => {
  const half = zipped.subarray(0, zipped.length >> 1)
  expect(await gunzipStart(half, 100)).toEqual(plain.slice(0, 100))
  expect(await gunzipStart(new Uint8Array(gzipSync('abc')), 100)).toHaveLength(3)
})

test('recognises gzip by its magic number', async () => {
  expect(isGzip(zipped)).toBe(true)
  expect(isGzip(plain)).toBe(false)
  expect(isGzip(new Uint8Array(1))).toBe(false)
  await expect(gunzip(plain, { limit: 10 })).rejects.toThrow(coded('gzip.signature-missing'))
})
