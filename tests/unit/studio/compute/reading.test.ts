/** Images of a folder in the worker: those that can be read, and those that cannot. */

import { expect, test } from 'vitest'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { readData, readOne } from '../../../../studio/src/compute/worker/reading.ts'
import { failureOf, Task } from '../../../../studio/src/compute/worker/task.ts'
import { zipOf } from '../../../archives.ts'
import { coded } from '../../../coded.ts'

const whole = encodePng({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) })
const text = new TextEncoder().encode('notes')
const cut = whole.subarray(0, 30)

const filesOf = (folder: Readonly<Record<string, Uint8Array>>) =>
  Object.entries(folder).map(([path, bytes]) => ({
    ...{ path, file: new File([Uint8Array.from(bytes)], path.split('/').at(-1)!) },
  }))

const readAll = (folder: Readonly<Record<string, Uint8Array>>) =>
  readData({ files: filesOf(folder), imageSize: 8 }, new Task(() => {}))

test('a broken image is left out and named, and the others are read', async () => {
  const info = await readAll({ 'a/1.png': whole, 'a/2.png': cut, 'b/1.png': whole, 'b/2.png': cut })
  expect(info).toMatchObject({ count: 2, broken: ['a/2.png', 'b/2.png'], classes: ['a', 'b'] })
})

test('nothing is left out of whole images', async () => {
  expect(await readAll({ '1.png': whole })).toMatchObject({ count: 1, broken: [] })
})

test('where none can be read, the first of them is at fault, not what lies beside', async () => {
  const error = await readAll({ 'f/notes.txt': text, 'f/1.png': cut, 'f/2.png': cut }).catch(
    (caught: unknown) => caught,
  )
  const failure = failureOf(error, new AbortController().signal)
  expect(failure).toMatchObject({ kind: 'user', file: 'f/1.png' })
  expect(failure.message).not.toContain('f/1.png')
})

test('what is left out is said by its reason, also of an archive', async () => {
  const files = { 'a/1.png': whole, 'b/2.png': cut, 'b/3.png': whole, 'c/notes.txt': text }
  const left = { classes: ['a', 'b'], broken: [expect.stringContaining('b/2.png')] }
  const others = [expect.stringContaining('c/notes.txt')]
  expect(await readAll(files)).toMatchObject({ count: 2, others, ...left })
  const archive = { 'cats.zip': zipOf(files) }
  expect(await readAll(archive)).toMatchObject({ name: 'cats.zip', count: 2, others, ...left })
})

const images = (count: number) =>
  writeIdx({ shape: [count, 8, 8], data: new Uint8Array(64 * count) })
const labels = (count: number) => writeIdx({ shape: [count], data: new Uint8Array(count) })

test('IDX files are those that the command line would train on, wherever they lie', async () => {
  const info = await readAll({
    'mnist/raw/t10k-images-idx3-ubyte': images(2),
    'mnist/raw/train-labels-idx1-ubyte': labels(3),
    'mnist/raw/train-images-idx3-ubyte': images(3),
    'mnist/notes.txt': text,
  })
  expect(info).toMatchObject({ name: 'train-images-idx3-ubyte', count: 3, imageShape: [8, 8, 1] })
  expect(info.classes.length).toBeGreaterThan(0)
  const test = await readAll({ 't10k-images-idx3-ubyte': images(2) })
  expect(test).toMatchObject({ name: 't10k-images-idx3-ubyte', count: 2, classes: [] })
})

test('labels alone are refused', async () => {
  const refused = readAll({ 'train-labels-idx1-ubyte': labels(3) })
  await expect(refused).rejects.toThrow(coded('studio.labels-alone'))
})

test('images keep their own size and their alpha, where that is asked for', async () => {
  const data = Uint8Array.from({ length: 8 * 12 * 4 }, (_, i) => i)
  const file = encodePng({ width: 12, height: 8, channels: 4, data })
  const files = filesOf({ '1.png': file, '2.png': file })
  const read = (more: object) => readData({ files, ...more }, new Task(() => {}))
  expect(await read({ preparation: { background: 'keep' } })).toMatchObject({
    imageShape: [8, 12, 4],
  })
  expect(await read({})).toMatchObject({ imageShape: [8, 12, 3] })
  const size = { width: 8, height: 4 }
  expect(await read({ preparation: { background: 'keep' }, imageSize: size })).toMatchObject({
    imageShape: [4, 8, 4],
  })
})

test('a single image is brought to the shape of a model, alpha and all', async () => {
  const data = Uint8Array.from([200, 100, 50, 128])
  const file = new File(
    [Uint8Array.from(encodePng({ width: 1, height: 1, channels: 4, data }))],
    'a.png',
  )
  const readAs = async (channels: number) =>
    (await readOne({ file, imageShape: [1, 2, channels] })).bytes
  expect([...(await readAs(4))]).toEqual([200, 100, 50, 128, 200, 100, 50, 128])
  expect([...(await readAs(3))]).toEqual([227, 177, 152, 227, 177, 152])
})

test('a single image is prepared as those that the model has learnt from', async () => {
  const wide = encodePng({ width: 16, height: 8, channels: 1, data: new Uint8Array(128) })
  const given = { file: new File([Uint8Array.from(wide)], 'a.png'), imageShape: [8, 8, 1] as const }
  const padded = await readOne({ ...given, preparation: { fit: 'pad' } })
  expect([...padded.bytes.slice(0, 8)]).toEqual(new Array(8).fill(255))
  expect(new Set((await readOne(given)).bytes)).toEqual(new Set([0]))
})
