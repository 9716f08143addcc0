import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digits } from '../../../src/data/digits.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { loadImages } from '../../../src/platform/node-images.ts'
import { squares } from '../../tiny.ts'
import { scratchFolder } from './mirror.ts'

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

test('digits are drawn in the model’s size', async () => {
  const { data } = await loadImages(['digits:3'], [16, 16, 1])
  const drawn = digits({ count: 4, size: 16 }).images.slice(3 * 256)
  expect([...data].map((value) => Math.round((value + 1) * 127.5))).toEqual([...drawn])
})

test('what cannot be used is named', async () => {
  const folder = await scratchFolder()
  const path = (name: string) => join(folder, name)
  await writeFile(path('wide.png'), png(9, 8))
  await writeFile(path('text.png'), 'no picture')
  await mkdir(path('empty'))
  const refused = (spec: string, message: RegExp) =>
    expect(loadImages([spec], [8, 8, 1])).rejects.toThrow(message)
  await refused(path('wide.png'), /wide.png is 9 x 8 pixels and the model's pictures are 8 x 8/)
  await refused(path('text.png'), /text.png is no PNG that can be read/)
  await refused(path('none.png'), /none.png cannot be read/)
  await refused(`${path('empty')}:0`, /empty/)
  await refused('digts:1', /did you mean "digits"/)
})
