/** Arrays and packed sets brought to the size that is asked for, as images of a folder are. */

import { expect, test } from 'vitest'
import { fittedStore } from '../../../src/data/fitted.ts'
import { openPacked, packedHeader } from '../../../src/data/packed.ts'
import { readFolder } from '../../../src/data/read-folder.ts'
import type { ReadOptions } from '../../../src/data/source.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { inMemory } from '../../../src/formats/random-access.ts'
import { joined, npyOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const fileOf = (path: string, content: Uint8Array) => ({
  ...{ path, place: path, bytes: async () => content },
  open: async () => inMemory(content),
})
const read = async (path: string, content: Uint8Array, options: ReadOptions) =>
  await readFolder({ name: 'set', place: 'set', files: [fileOf(path, content)] }, options)

/** Two images of 4 x 2, the left half 40, the right half 80 in the first; 10 more in the second. */
const grey = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 40 : 80) + (i < 8 ? 0 : 10))
const facts = { name: 'set', count: 2, height: 2, width: 4, channels: 1 }
const packed = joined(packedHeader(facts, 'as-is'), grey)
const cifar = new Uint8Array(3073).fill(70, 1)

const arrays: Record<string, readonly [string, Uint8Array]> = {
  IDX: ['train-images-idx3-ubyte', writeIdx({ shape: [2, 2, 4], data: grey })],
  NumPy: ['images.npy', npyOf('|u1', [2, 2, 4], grey)],
  'a packed set': ['set.safetensors', packed],
}

test.each(Object.entries(arrays))('%s', async (_, [path, bytes]) => {
  expect(await read(path, bytes, {})).toMatchObject({ height: 2, width: 4, images: grey })
  const size = { width: 2, height: 1 }
  expect(await read(path, bytes, { imageSize: size })).toMatchObject({
    ...{ height: 1, width: 2, channels: 1, images: Uint8Array.of(40, 80, 50, 90) },
  })
  const { images } = (await read(path, bytes, { imageSize: 4, fit: 'pad' }))!
  expect([...images.subarray(0, 8)]).toEqual([255, 255, 255, 255, 40, 40, 80, 80])
  const whole = await read(path, bytes, { imageSize: 4, fitsArrays: false })
  expect(whole).toMatchObject({ height: 2, width: 4 })
})

test('CIFAR', async () => {
  const data = await read('data_batch_1.bin', cifar, { imageSize: 8 })
  expect(data).toMatchObject({ height: 8, width: 8, channels: 3 })
  expect(new Set(data!.images)).toEqual(new Set([70]))
})

test('an alpha of arrays stays unless a colour is named', async () => {
  const clear = npyOf('|u1', [1, 1, 1, 2], Uint8Array.of(200, 0))
  expect(await read('a.npy', clear, {})).toMatchObject({ channels: 2 })
  expect(await read('a.npy', clear, { background: 'black' })).toMatchObject({
    ...{ channels: 1, images: Uint8Array.of(0) },
  })
})

test('images of many channels are refused by what would resize them', async () => {
  const bytes = writeIdx({ shape: [1, 2, 2, 7], data: new Uint8Array(28) })
  expect(await read('train-idx4', bytes, {})).toMatchObject({ channels: 7 })
  await expect(read('train-idx4', bytes, { imageSize: 4 })).rejects.toThrow(
    coded('images.channels-fixed', { channels: 7 }),
  )
})

test('stored images are fitted as they are read', async () => {
  const stored = await openPacked(inMemory(packed))
  const { store, ...known } = fittedStore(stored, { imageSize: { width: 2, height: 1 } })
  const preparation = { background: 'white', fit: 'crop', resize: 'area' }
  expect(known).toMatchObject({ height: 1, width: 2, channels: 1, preparation })
  const into = new Uint8Array(4)
  await store.read([1, 0], into)
  expect([...into]).toEqual([50, 90, 40, 80])
  expect(fittedStore(stored, { imageSize: { width: 4, height: 2 } })).toBe(stored)
})

test('more than 256 classes are refused before an image is read', async () => {
  const png = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(1) })
  let reads = 0
  const files = Array.from({ length: 257 }, (_, i) => ({
    ...fileOf(`c${i}/1.png`, png),
    bytes: async () => {
      reads++
      return png
    },
  }))
  await expect(readFolder({ name: 'set', place: 'set', files })).rejects.toThrow(
    coded('images.too-many-classes', { classes: 257, most: 256 }),
  )
  expect(reads).toBe(0)
})
