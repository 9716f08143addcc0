/** Images of a folder in the worker: those that can be read, and those that cannot. */

import { expect, test } from 'vitest'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { readData } from '../../../../studio/src/compute/worker/data.ts'
import { failureOf, Task } from '../../../../studio/src/compute/worker/task.ts'
import { coded } from '../../../coded.ts'

const whole = encodePng({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) })
const text = new TextEncoder().encode('notes')
const cut = whole.subarray(0, 30)

const filesOf = (folder: Readonly<Record<string, Uint8Array>>) =>
  Object.entries(folder).map(([path, bytes]) => ({
    ...{ path, file: new File([Uint8Array.from(bytes)], path.split('/').at(-1)!) },
  }))

const readAll = (folder: Readonly<Record<string, Uint8Array>>) =>
  readData({ files: filesOf(folder), size: 8 }, new Task(() => {}))

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
