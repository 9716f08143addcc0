/** Images of a folder in the worker: those that can be read, and those that cannot. */

import { expect, test } from 'vitest'
import { encodePng } from '../../../../src/formats/png.ts'
import { readData } from '../../../../studio/src/compute/worker/data.ts'
import { failureOf, Task } from '../../../../studio/src/compute/worker/task.ts'

const whole = encodePng({ width: 8, height: 8, channels: 1, data: new Uint8Array(64) })
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
  const error = await readAll({ 'f/notes.txt': whole, 'f/1.png': cut, 'f/2.png': cut }).catch(
    (caught: unknown) => caught,
  )
  const failure = failureOf(error, new AbortController().signal)
  expect(failure).toMatchObject({ kind: 'user', file: 'f/1.png' })
  expect(failure.message).not.toContain('f/1.png')
})
