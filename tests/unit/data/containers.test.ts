/** Archives, arrays and CIFAR's files as data. */

import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isDataFile } from '../../../src/data/containers/open.ts'
import { readFolder } from '../../../src/data/read-folder.ts'
import type { DataFile, ReadOptions } from '../../../src/data/source.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { inMemory } from '../../../src/formats/random-access.ts'
import { type Files, npyOf, tarOf, zipOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const file = (path: string, bytes: Uint8Array): DataFile => ({
  ...{ path, place: path },
  bytes: async () => bytes,
  open: async () => inMemory(bytes),
})
const read = (files: Files, options?: ReadOptions) =>
  readFolder(
    {
      ...{ name: 'mine', place: 'mine' },
      files: Object.entries(files).map(([path, bytes]) => file(path, bytes)),
    },
    options,
  )
const grey = (value: number) =>
  encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(value) })
const text = new TextEncoder().encode('notes')
const classed = { 'set/a/1.png': grey(1), 'set/b/2.png': grey(2), 'set/notes.txt': text }
const rows = (data: Awaited<ReturnType<typeof read>>) =>
  [...(data?.labels ?? [])].map((label, i) => [data?.classes?.[label], data?.images[4 * i]]).sort()

const archives: [string, string, Uint8Array][] = [
  ['a zip', 'images.zip', zipOf(classed)],
  ['a stored zip', 'images.zip', zipOf(classed, 0)],
  ['a tar', 'images.tar', tarOf(classed)],
  ['a gzipped tar', 'images.tar.gz', new Uint8Array(gzipSync(tarOf(classed)))],
  ['a zip of another name', 'images', zipOf(classed)],
]
const ab = [
  ['a', 1],
  ['b', 2],
]

test.each(archives)('%s is read as its folder is', async (_, name, bytes) => {
  expect(await isDataFile(file(name, bytes))).toBe(true)
  expect(rows(await read({ [name]: bytes }))).toEqual(ab)
})

test('a page reads an archive that is a Blob, too', async () => {
  const { ofBlob } = await import('../../../src/formats/random-access.ts')
  const blob = new Blob([zipOf(classed) as Uint8Array<ArrayBuffer>])
  const dropped = { ...file('images.zip', new Uint8Array()), open: async () => ofBlob(blob) }
  const folder = { name: 'mine', place: 'mine', files: [dropped] }
  expect(rows(await readFolder(folder))).toEqual(ab)
})

test('archives named by split are read by split', async () => {
  const files = {
    'train-0.tar': tarOf({ 'a/1.png': grey(1), 'b/1.png': grey(2) }),
    'train-1.tar': tarOf({ 'a/3.png': grey(3), 'b/1.png': grey(4) }),
    'test.tar': tarOf({ 'a/1.png': grey(9), 'b/1.png': grey(8) }),
  }
  expect((await read(files))?.count).toBe(4)
  expect((await read(files, { split: 'test' }))?.count).toBe(2)
})

test('a damaged image in an archive is left out as any other, a password concerns them all', async () => {
  const zip = zipOf({ 'a.png': grey(1), 'b.png': grey(2) }, 0)
  zip[30 + 5 + 20] ^= 0xff // in the bytes of a.png
  const notices: string[] = []
  const onNotice = (text: string) => notices.push(text)
  expect((await read({ 'images.zip': zip }, { mostBroken: 0.5, onNotice }))?.count).toBe(1)
  expect(notices).toEqual([expect.stringContaining('images.zip/a.png')])
  const locked = zipOf({ 'a.png': grey(1) })
  const directory = new DataView(locked.buffer, locked.byteOffset).getUint32(
    locked.length - 6,
    true,
  )
  locked[directory + 8] |= 1
  await expect(read({ 'images.zip': locked })).rejects.toThrow(coded('zip.encrypted'))
})

test('a compressed tar that unpacks to far more than it holds is refused', async () => {
  const bomb = new Uint8Array(gzipSync(tarOf({ 'a.png': new Uint8Array(40_000_000) })))
  await expect(read({ 'a.tgz': bomb })).rejects.toThrow(coded('archive.too-large'))
})

const four = (data: Iterable<number>) => npyOf('|u1', [4, 2, 2], Uint8Array.from(data))
const counted = Array.from({ length: 16 }, (_, i) => i)

test('arrays of NumPy are images and labels, in splits', async () => {
  const labels = npyOf('<i8', [4], new Uint8Array(BigInt64Array.of(0n, 2n, 1n, 0n).buffer))
  const npz = zipOf({
    'x_train.npy': four(counted),
    'y_train.npy': labels,
    'x_test.npy': four(counted),
  })
  const data = await read({ 'set.npz': npz })
  expect(data).toMatchObject({
    count: 4,
    height: 2,
    width: 2,
    channels: 1,
    classes: ['0', '1', '2'],
  })
  expect([...(data?.images ?? [])]).toEqual(counted)
  expect([...(data?.labels ?? [])]).toEqual([0, 2, 1, 0])
  expect((await read({ 'set.npz': npz }, { split: 'test' }))?.labels).toBeUndefined()
  expect(await read({ 'a.npy': four(counted) }, { split: 'test' })).toBeUndefined()
})

test('channels may come before rows, and floats are scaled where that is clear', async () => {
  const planes = npyOf(
    '|u1',
    [1, 2, 5, 5],
    Uint8Array.from({ length: 50 }, (_, i) => i),
  )
  const data = await read({ 'a.npy': planes })
  expect(data).toMatchObject({ count: 1, height: 5, width: 5, channels: 2 })
  expect([...data!.images.subarray(0, 4)]).toEqual([0, 25, 1, 26])
  const floats = (...values: number[]) =>
    npyOf('<f4', [1, 2, 2], new Uint8Array(Float32Array.from(values).buffer))
  expect([...(await read({ 'a.npy': floats(0, 0.5, 1, 1) }))!.images]).toEqual([0, 128, 255, 255])
  expect([...(await read({ 'a.npy': floats(-1, 0, 1, 1) }))!.images]).toEqual([0, 128, 255, 255])
  for (const unclear of [floats(0, 1, 1, 1), floats(0, 9, 1, 255), floats(0, 0.5, Number.NaN, 1)]) {
    await expect(read({ 'a.npy': unclear })).rejects.toThrow(coded('numpy.range-unclear'))
  }
})

test.each([
  [
    'a shape of something else',
    { 'a.npy': npyOf('|u1', [4], new Uint8Array(4)) },
    'numpy.not-images',
  ],
  [
    'arrays without a known name',
    { 'a.npy': four(counted), 'b.npy': four(counted) },
    'numpy.images-missing',
  ],
  ['two sets', { 'a/x.npy': four(counted), 'b/x.npy': four(counted) }, 'numpy.several-sets'],
  [
    'labels of other images',
    { 'images.npy': four(counted), 'labels.npy': npyOf('|u1', [3], new Uint8Array(3)) },
    'numpy.labels-mismatch',
  ],
  [
    'labels that are not classes',
    { 'images.npy': four(counted), 'labels.npy': npyOf('|i1', [4], Uint8Array.of(0, 1, 255, 0)) },
    'numpy.label-out-of-range',
  ],
])('refuses %s', async (_, files, code) => {
  await expect(read(files)).rejects.toThrow(coded(code))
})

/** A record of CIFAR: labels, then planes. */
const record = (...labels: number[]) =>
  Uint8Array.from({ length: labels.length + 3072 }, (_, i) =>
    i < labels.length ? labels[i] : Math.floor((i - labels.length) / 1024),
  )

test('the binary files of CIFAR-10 and CIFAR-100 are read', async () => {
  const text = (words: string) => new TextEncoder().encode(words)
  const ten = {
    'data_batch_1.bin': record(3),
    'data_batch_2.bin': record(1),
    'test_batch.bin': record(9),
    'batches.meta.txt': text('a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n'),
  }
  const data = await read(ten)
  expect(data).toMatchObject({ count: 2, height: 32, width: 32, channels: 3 })
  expect(rows(data).map(([name]) => name)).toEqual(['b', 'd'])
  expect([...data!.images.subarray(0, 4)]).toEqual([0, 1, 2, 0])
  expect((await read(ten, { split: 'test' }))?.labels).toEqual(Uint8Array.of(9))
  const hundred = await read({ 'cifar-100-binary/train.bin': record(19, 42) })
  expect(hundred?.labels).toEqual(Uint8Array.of(42))
  expect(hundred?.classes).toHaveLength(100)
  const bad = { 'data_batch_1.bin': record(10) }
  await expect(read(bad)).rejects.toThrow(coded('cifar.label-out-of-range'))
  await expect(read({ 'data_batch_1.bin': new Uint8Array(9) })).rejects.toThrow(
    coded('cifar.bytes-mismatch'),
  )
})
