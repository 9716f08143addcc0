import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digits } from '../../../../src/data/digits.ts'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { loadImages } from '../../../../src/hosts/node/images.ts'
import { zipOf } from '../../../archives.ts'
import { coded } from '../../../coded.ts'
import { squares } from '../../../tiny.ts'
import { scratchFolder } from './mirror-server.ts'

const png = (width: number, height: number) =>
  encodePng({ width, height, channels: 1, data: new Uint8Array(width * height).fill(255) })

test('PNG files, drawn digits and images of a folder, in the order they are named', async () => {
  const folder = await scratchFolder()
  const { images, count, height, width } = squares(5)
  const idx = writeIdx({ shape: [count, height, width], data: images })
  await writeFile(join(folder, 'train-images-idx3-ubyte'), idx)
  const white = join(folder, 'white.png')
  await writeFile(white, png(8, 8))
  const { shape, data } = await loadImages([white, `${folder}:4`], [8, 8, 1])
  expect(shape).toEqual([2, 8, 8, 1])
  expect(data.slice(0, 64)).toEqual(new Float32Array(64).fill(1))
  expect([...data.slice(64)].map((value) => (value > 0 ? 255 : 0))).toEqual([
    ...images.slice(4 * 64, 5 * 64),
  ])
})

test('images of folders and archives are numbered in natural order, from 0', async () => {
  const folder = await scratchFolder()
  const shades = { 'b/1.png': 30, 'a/10.png': 20, 'a/2.png': 10 }
  const files = Object.entries(shades).map(([name, shade]): [string, Uint8Array] => [
    name,
    encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(shade) }),
  ])
  for (const [name, bytes] of files) {
    await mkdir(join(folder, 'set', name, '..'), { recursive: true })
    await writeFile(join(folder, 'set', name), bytes)
  }
  await writeFile(join(folder, 'set.zip'), zipOf(Object.fromEntries(files)))
  for (const place of ['set', 'set.zip']) {
    const specs = [0, 1, 2].map((number) => `${join(folder, place)}:${number}`)
    const { data } = await loadImages(specs, [1, 1, 1])
    expect([...data].map((value) => Math.round((value + 1) * 127.5))).toEqual([10, 20, 30])
  }
  await expect(loadImages([`${join(folder, 'set')}:3`], [1, 1, 1])).rejects.toThrow(
    coded('image.index-out-of-range', { index: 3, count: 3 }),
  )
})

test('digits are drawn in the model’s size', async () => {
  const { data } = await loadImages(['digits:3'], [16, 16, 1])
  const drawn = digits({ count: 4, imageSize: 16 }).images.slice(3 * 256)
  expect([...data].map((value) => Math.round((value + 1) * 127.5))).toEqual([...drawn])
})

test('images of a dataset become grey or coloured as the model asks, as files do', async () => {
  const grey = (await loadImages(['digits:3'], [16, 16, 1])).data
  const coloured = (await loadImages(['digits:3'], [16, 16, 3])).data
  expect([...coloured]).toEqual([...grey].flatMap((value) => [value, value, value]))

  const folder = await scratchFolder()
  const data = Uint8Array.from({ length: 2 * 64 * 3 }, (_, i) => i % 251)
  const idx = writeIdx({ shape: [2, 8, 8, 3], data })
  await writeFile(join(folder, 'train-images-idx3-ubyte'), idx)
  const file = join(folder, 'second.png')
  await writeFile(file, encodePng({ width: 8, height: 8, channels: 3, data: data.slice(64 * 3) }))
  const [named, read] = [`${folder}:1`, file].map((spec) => loadImages([spec], [8, 8, 1]))
  expect(await named).toEqual(await read)
})

test('what cannot be used is named', async () => {
  const folder = await scratchFolder()
  const path = (name: string) => join(folder, name)
  await writeFile(path('text.png'), 'no image')
  await mkdir(path('empty'))
  const refused = (spec: string, code: string, values = {}) =>
    expect(loadImages([spec], [8, 8, 1])).rejects.toThrow(coded(code, values))
  await refused(path('text.png'), 'image.not-an-image', { seems: 'text', place: path('text.png') })
  await refused(path('none.png'), 'system.not-found', { path: path('none.png') })
  await refused(`${path('empty')}:0`, 'data.unrecognised', { found: [] })
  const many = writeIdx({ shape: [1, 8, 8, 5], data: new Uint8Array(320) })
  await writeFile(path('empty/train-images-idx3-ubyte'), many)
  await refused(`${path('empty')}:0`, 'image.channels-mismatch', { given: 5, wanted: 1 })
  await refused(`${path('empty')}:1`, 'image.index-out-of-range', { index: 1, count: 1 })
  await refused('digts:1', 'data.unknown', { near: ' (did you mean "digits"?)' })
})

test('stops before the next image once its signal is aborted', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(loadImages(['digits:3'], [16, 16, 1], { signal })).rejects.toThrow('enough')
})

test('files of any size are brought to the model’s, as its own images were', async () => {
  const folder = await scratchFolder()
  const file = join(folder, 'tall.png')
  const data = Uint8Array.from({ length: 16 * 32 }, (_, i) => (i < 16 * 16 ? 255 : 0))
  await writeFile(file, encodePng({ width: 16, height: 32, channels: 1, data }))
  const load = async (shape: readonly [number, number, number], options = {}) =>
    [...(await loadImages([file], shape, options)).data].map((value) => Math.sign(value))
  const [ones, minus] = [Array(32).fill(1), Array(32).fill(-1)]
  expect(await load([8, 8, 1])).toEqual([...ones, ...minus])
  expect((await load([8, 8, 1], { fit: 'pad', background: 'black' })).slice(0, 8)).toEqual([
    -1, -1, 1, 1, 1, 1, -1, -1,
  ])
  expect((await load([8, 8, 2], { fit: 'pad' })).slice(0, 6)).toEqual([-1, -1, -1, -1, 1, 1])
  expect(await load([4, 2, 1], { fit: 'stretch', resize: 'nearest' })).toEqual([
    1, 1, 1, 1, -1, -1, -1, -1,
  ])
})

test('files in an archive are named by their path', async () => {
  const folder = await scratchFolder()
  const archive = join(folder, 'set.zip')
  await writeFile(archive, zipOf({ 'set/a/1.png': png(8, 8), 'set/b/2.png': png(4, 4) }))
  const { data } = await loadImages([`${archive}/set/b/2.png`], [8, 8, 1])
  expect(data).toEqual(new Float32Array(64).fill(1))
  await expect(loadImages([`${archive}/set/3.png`], [8, 8, 1])).rejects.toThrow(
    coded('image.not-in-archive', { archive }),
  )
})
