import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { mnistFiles, mnistFromFiles, mnistMirrors } from '../../../src/data/mnist.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { coded } from '../../coded.ts'

const bytesOf = (shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1)
  return writeIdx({ shape, data: Uint8Array.from({ length: size }, (_, i) => i % 7) })
}
const images = { name: 'images', bytes: bytesOf([3, 4, 5]) }
const labels = { name: 'numbers', bytes: bytesOf([3]) }

describe('mnistFromFiles', () => {
  test('reads images (N, H, W) with labels', async () => {
    const data = await mnistFromFiles(images, labels)
    expect(data).toMatchObject({ name: 'mnist', count: 3, height: 4, width: 5, channels: 1 })
    expect(data.images).toEqual(Uint8Array.from({ length: 60 }, (_, i) => i % 7))
    expect([...(data.labels ?? [])]).toEqual([0, 1, 2])
    expect(data.classes).toEqual(['0', '1', '2'])
  })

  test('reads images (N, H, W, C), gzipped, without labels', async () => {
    const bytes = new Uint8Array(gzipSync(bytesOf([2, 3, 4, 3])))
    const data = await mnistFromFiles({ name: 'colours.gz', bytes }, undefined, 'mine')
    expect(data).toMatchObject({ name: 'mine', count: 2, height: 3, width: 4, channels: 3 })
    expect(data.labels).toBeUndefined()
    expect(data.classes).toBeUndefined()
  })

  const bad: [string, () => Promise<unknown>, string, string][] = [
    [
      'truncated images',
      () => mnistFromFiles({ ...images, bytes: images.bytes.subarray(0, 70) }),
      'images',
      'idx.bytes-mismatch',
    ],
    [
      'bytes too many',
      () => mnistFromFiles({ ...images, bytes: Uint8Array.of(...images.bytes, 1) }),
      'images',
      'idx.bytes-mismatch',
    ],
    [
      'a wrong magic number',
      () => mnistFromFiles({ name: 'p.png', bytes: Uint8Array.of(137, 80, 78, 71, 13, 10) }),
      'p.png',
      'idx.signature-missing',
    ],
    [
      'truncated labels',
      () => mnistFromFiles(images, { ...labels, bytes: labels.bytes.subarray(0, 9) }),
      'numbers',
      'idx.bytes-mismatch',
    ],
    [
      'another number of labels than images',
      () => mnistFromFiles(images, { name: 'numbers', bytes: bytesOf([4]) }),
      'numbers',
      'idx.labels-mismatch',
    ],
    ['labels for images', () => mnistFromFiles(labels), 'numbers', 'idx.not-images'],
    ['images for labels', () => mnistFromFiles(images, images), 'images', 'idx.not-labels'],
    [
      'a gzip stream that holds more than its header says',
      () => {
        const bomb = new Uint8Array(16 + 50_000_000)
        bomb.set(images.bytes.subarray(0, 16))
        return mnistFromFiles({ name: 'bomb.gz', bytes: new Uint8Array(gzipSync(bomb)) })
      },
      'bomb.gz',
      'gzip.too-long',
    ],
    [
      'a gzip stream whose header declares gigabytes',
      () => {
        const header = images.bytes.slice(0, 16).fill(0xff, 4, 8)
        return mnistFromFiles({ name: 'bomb.gz', bytes: new Uint8Array(gzipSync(header)) })
      },
      'bomb.gz',
      'idx.declares-too-much',
    ],
  ]
  test.each(bad)('refuses %s, naming the file', async (_, read, place, code) => {
    await expect(read()).rejects.toThrow(coded(code, { place }))
  })
})

test('files and mirrors are complete', () => {
  for (const { sha256, name } of Object.values(mnistFiles)) {
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(name).toMatch(/idx[13]-ubyte\.gz$/)
  }
  for (const mirror of mnistMirrors) expect(new URL(mirror).protocol).toBe('https:')
})
