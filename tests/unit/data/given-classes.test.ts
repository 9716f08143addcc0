/** Classes that files beside the images say: metadata of Hugging Face, WebDataset, Parquet. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readFolder } from '../../../src/data/read-folder.ts'
import type { ReadOptions } from '../../../src/data/source.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { type Files, tarOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const text = (words: string) => new TextEncoder().encode(words)
const grey = (value: number) =>
  encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(value) })

function read(files: Files, options?: ReadOptions) {
  const all = Object.entries(files).map(([path, bytes]) => ({
    ...{ path, place: path },
    bytes: async () => bytes,
  }))
  return readFolder({ name: 'mine', place: 'mine', files: all }, options)
}

const images = { '0.png': grey(0), '1.png': grey(1), '2.png': grey(2) }

/** The class of each image, by its grey. */
async function classesOf(files: Files, options?: ReadOptions) {
  const data = await read(files, options)
  const classes: (string | undefined)[] = []
  for (let i = 0; i < (data?.count ?? 0); i++) {
    classes[data!.images[4 * i]] = data?.classes?.[data.labels![i]]
  }
  return classes
}

test('metadata.csv and metadata.jsonl say classes, and what is not used is said', async () => {
  const notices: string[] = []
  const csv = text('file_name,text,label\n0.png,"a, b",dog\n1.png,c,cat\n2.png,d,dog\n')
  const options = { onNotice: (words: string) => notices.push(words) }
  expect(await classesOf({ ...images, 'metadata.csv': csv }, options)).toEqual([
    'dog',
    'cat',
    'dog',
  ])
  expect(notices).toEqual([expect.stringContaining('text')])
  const lines = [0, 1, 2].map((i) => JSON.stringify({ file_name: `${i}.png`, label: i % 2 }))
  expect(await classesOf({ ...images, 'metadata.jsonl': text(lines.join('\n')) })).toEqual([
    '0',
    '1',
    '0',
  ])
})

test('metadata without classes leaves those of folders, and a missing one is refused', async () => {
  const files = { 'a/0.png': grey(0), 'b/1.png': grey(1) }
  const captions = text('file_name,text\n0.png,a cat\n')
  expect(await classesOf({ ...files, 'a/metadata.csv': captions })).toEqual(['a', 'b'])
  const some = text('file_name,label\n0.png,dog\n1.png,\n2.png,dog\n')
  await expect(read({ ...images, 'metadata.csv': some })).rejects.toThrow(
    coded('images.class-missing', { without: 1 }),
  )
})

test.each([
  [
    'a line that is not JSON',
    'metadata.jsonl',
    '{"file_name": "0.png"}\nx',
    'metadata.line-invalid',
  ],
  ['no file names', 'metadata.csv', 'name,label\n0.png,dog\n', 'metadata.file-name-missing'],
])('refuses %s', async (_, name, words, code) => {
  await expect(read({ ...images, [name]: text(words) })).rejects.toThrow(
    coded(code, { place: name }),
  )
})

test("WebDataset's labels say classes, shard by shard", async () => {
  const shards = {
    'train-000000.tar': tarOf({
      's1.png': grey(0),
      's1.cls': text('7'),
      's2.png': grey(1),
      's2.cls': text('3\n'),
    }),
    'train-000001.tar': tarOf({ 's1.png': grey(2), 's1.json': text('{"label": "7"}') }),
  }
  expect(await classesOf(shards)).toEqual(['7', '3', '7'])
  expect(await classesOf({ ...images, 'notes.json': text('{"label": 1}') })).toEqual(Array(3))
})

const parquet = (codec: string) =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, `fixtures/${codec}.parquet`)))

test.each(['snappy', 'zstd', 'gzip'])(
  'Parquet compressed by %s has images and classes',
  async (codec) => {
    expect(await classesOf({ 'set.parquet': parquet(codec) })).toEqual([
      'cat',
      'dog',
      'cat',
      'dog',
      'cat',
    ])
  },
)

test('Parquet is read by its content and by split', async () => {
  const [first, second] = [parquet('snappy'), parquet('zstd')]
  const files = {
    'data/train-00000-of-00002.parquet': first,
    'data/train-00001-of-00002.parquet': second,
    'data/test-00000-of-00001.parquet': second,
  }
  expect((await read(files))?.count).toBe(10)
  expect((await read(files, { split: 'test' }))?.count).toBe(5)
  expect((await read({ 'a.bin': first }))?.count).toBe(5)
  await expect(read({ 'a.parquet': parquet('brotli') })).rejects.toThrow(
    coded('parquet.codec-unsupported', { codec: 'BROTLI' }),
  )
  await expect(read({ 'a.parquet': first.slice(0, 300) })).rejects.toThrow(coded('parquet.corrupt'))
})
