/** Sources of images: one definition each, from which help and recognition follow. */

import { expect, test } from 'vitest'
import { digits, digitsInSlices } from '../../../src/data/digits.ts'
import { readFolder } from '../../../src/data/read-folder.ts'
import type { DataFile, ImageDecoder } from '../../../src/data/source.ts'
import { dataNames, dataSources, describeSources } from '../../../src/data/sources.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { coded } from '../../coded.ts'

const file = (path: string, bytes: Uint8Array): DataFile => ({
  path,
  place: `dropped/${path}`,
  bytes: async () => bytes,
})
const grey = (value: number) =>
  encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(value) })
const folder = (...files: DataFile[]) => ({ name: 'mine', place: 'dropped', files })

test('every source has a name of its own and words for help', () => {
  const names = dataSources.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(dataNames).toEqual(['digits', 'sprites', 'mnist'])
  expect(describeSources()).toBe(
    'digits (made here, no download), sprites (pixel art of 10 classes with transparency, made ' +
      'here), mnist (downloaded once, 11.6 MB), or a folder or an archive ' +
      '(.zip, .tar, .tar.gz) with IDX files (train-images-idx3-ubyte, also with .gz), the binary ' +
      'files of CIFAR-10 or CIFAR-100 (data_batch_1.bin, train.bin), NumPy arrays (.npz or .npy: ' +
      'images, labels), a set packed by ddpm pack (.safetensors), which may be larger than memory, ' +
      'images (sub-folders are classes, or metadata.csv, WebDataset and Parquet say them)',
  )
  for (const { options } of dataSources) {
    for (const { help } of Object.values(options)) expect(help).not.toBe('')
  }
})

test('files without a disk are read as a folder is: by class', async () => {
  const data = await readFolder(folder(file('b/1.png', grey(2)), file('a/2.png', grey(1))))
  expect(data).toMatchObject({ name: 'mine', count: 2, width: 2, classes: ['a', 'b'] })
  expect([...(data?.labels ?? [])].map((label, i) => [label, data?.images[4 * i]]).sort()).toEqual([
    [0, 1],
    [1, 2],
  ])
})

test('IDX files come before images, and their test images are found', async () => {
  const idx = (count: number) => writeIdx({ shape: [count, 2, 2], data: new Uint8Array(4 * count) })
  const files = folder(
    file('cover.png', grey(1)),
    file('raw/train-images-idx3-ubyte', idx(3)),
    file('raw/t10k-images-idx3-ubyte', idx(2)),
  )
  expect((await readFolder(files))?.count).toBe(3)
  expect((await readFolder(files, { split: 'test' }))?.count).toBe(2)
  expect(await readFolder(folder(file('a.png', grey(1))), { split: 'test' })).toBeUndefined()
})

test('a host reads other kinds of images, by their first bytes and whatever they are named', async () => {
  const decoder: ImageDecoder = {
    kinds: ['JPEG'],
    decode: async () => ({ width: 2, height: 2, channels: 1, data: new Uint8Array(4) }),
  }
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)
  const files = folder(file('a.jpg', grey(1)), file('b.png', jpeg))
  expect((await readFolder(files, { decoder }))?.count).toBe(2)
  const unread = expect.stringContaining('b.png: JPEG images are not read here')
  await expect(readFolder(files)).rejects.toThrow(coded('images.broken', { example: unread }))
})

test('a share of broken images is left out, more are refused by name', async () => {
  const files = folder(file('a.png', grey(1)), file('b.png', Uint8Array.of(1)))
  const notices: string[] = []
  const onNotice = (text: string) => notices.push(text)
  expect((await readFolder(files, { mostBroken: 0.5, onNotice }))?.count).toBe(1)
  expect(notices).toEqual([expect.stringContaining('dropped/b.png: ')])
  const example = expect.stringContaining('dropped/b.png: ')
  await expect(readFolder(files)).rejects.toThrow(coded('images.broken', { broken: 1, example }))
})

test('digits in slices are those drawn at once', async () => {
  const options = { count: 40, size: 16, seed: 3, first: 7 }
  expect(await digitsInSlices(options)).toEqual(digits(options))
})

test('what a folder takes is judged before an image is read, and again for the first in colour', async () => {
  let read = 0
  const red = encodePng({ width: 1, height: 1, channels: 3, data: Uint8Array.of(9, 1, 2) })
  const images = Array.from({ length: 6 }, (_, i) => {
    const bytes = async () => {
      read++
      return i < 4 ? grey(i) : red
    }
    return { path: `${i}.png`, place: `dropped/${i}.png`, bytes }
  })
  const planned: object[] = []
  const load = (size: number) =>
    readFolder(folder(...images), { imageSize: size, onPlan: (plan) => planned.push(plan) })
  await expect(load(40_000)).rejects.toThrow(
    coded('images.too-large', { bytes: 6 * 40_000 ** 2, most: 2 ** 31 - 1 }),
  )
  expect([read, planned]).toEqual([0, []])
  await load(2)
  expect(planned).toEqual([
    { count: 6, height: 2, width: 2, channels: 1 },
    { count: 6, height: 2, width: 2, channels: 3 },
  ])
})

test('images without a size asked for are judged by the first', async () => {
  const wide = encodePng({ width: 60_000, height: 1, channels: 1, data: new Uint8Array(60_000) })
  let read = 0
  const bytes = async () => {
    read++
    return wide
  }
  const images = Array.from({ length: 40_000 }, (_, i) => {
    return { path: `${i}.png`, place: `dropped/${i}.png`, bytes }
  })
  await expect(readFolder(folder(...images))).rejects.toThrow(coded('images.too-large'))
  expect(read).toBeLessThan(2) // the first alone
})
