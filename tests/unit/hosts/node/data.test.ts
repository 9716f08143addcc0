import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { loadIdxFolder } from '../../../../src/hosts/node/load.ts'
import { coded } from '../../../coded.ts'
import { haveRealMnist, needsRealMnist, realMnist } from '../../data/real-mnist.ts'
import { scratchFolder } from './mirror-server.ts'

const images = writeIdx({ shape: [3, 4, 4], data: new Uint8Array(48).fill(5) })
const labels = writeIdx({ shape: [3], data: Uint8Array.of(2, 0, 1) })

/** A folder with these files. */
async function folderOf(files: Record<string, Uint8Array>): Promise<string> {
  const folder = await scratchFolder()
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  return folder
}

describe('loadIdxFolder', () => {
  const layouts: [string, Record<string, Uint8Array>][] = [
    ['plain', { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels }],
    [
      'gzipped',
      {
        'train-images-idx3-ubyte.gz': gzipSync(images),
        'train-labels-idx1-ubyte.gz': gzipSync(labels),
      },
    ],
    ['dotted', { 'train-images.idx3-ubyte': images, 'train-labels.idx1-ubyte': labels }],
    [
      "torchvision's",
      {
        'MNIST/raw/train-images-idx3-ubyte': images,
        'MNIST/raw/train-labels-idx1-ubyte': labels,
        'MNIST/raw/train-images-idx3-ubyte.gz': Uint8Array.of(1),
      },
    ],
  ]
  test.each(layouts)('reads a %s folder', async (_, files) => {
    const folder = await folderOf(files)
    const data = await loadIdxFolder(folder)
    expect(data).toMatchObject({ name: basename(folder), count: 3, height: 4, width: 4 })
    expect([...(data.labels ?? [])]).toEqual([2, 0, 1])
  })

  test('reads the test split, with channels, without labels', async () => {
    const colours = writeIdx({ shape: [2, 4, 4, 3], data: new Uint8Array(96) })
    const data = await loadIdxFolder(await folderOf({ 't10k-images-idx4-ubyte': colours }), 'test')
    expect(data).toMatchObject({ count: 2, channels: 3 })
    expect(data.labels).toBeUndefined()
  })

  const bomb = gzipSync(Buffer.concat([images.subarray(0, 16), new Uint8Array(30_000_000)]))
  const bad: [string, Record<string, Uint8Array>, string, object][] = [
    ['an empty folder', {}, 'data.unrecognised', { found: [] }],
    [
      'a folder of something else',
      { 'cat.png': images, 'dog.png': images },
      'data.unrecognised',
      { found: ['cat.png', 'dog.png'], more: 0 },
    ],
    [
      'truncated images',
      { 'train-images-idx3-ubyte': images.subarray(0, 40) },
      'idx.bytes-mismatch',
      { place: expect.stringMatching(/train-images-idx3-ubyte$/) },
    ],
    [
      'a truncated gzip stream',
      { 'train-images-idx3-ubyte.gz': gzipSync(images).subarray(0, 30) },
      'gzip.corrupt',
      { place: expect.stringMatching(/train-images-idx3-ubyte\.gz$/) },
    ],
    ['a gzip bomb', { 'train-images-idx3-ubyte.gz': bomb }, 'gzip.too-long', {}],
    [
      'images with bytes too many',
      { 'train-images-idx3-ubyte': Buffer.concat([images, images]) },
      'idx.bytes-mismatch',
      {},
    ],
    [
      'another number of labels than images',
      {
        'train-images-idx3-ubyte': images,
        'train-labels-idx1-ubyte': writeIdx({ shape: [2], data: new Uint8Array(2) }),
      },
      'idx.labels-mismatch',
      { labels: 2, images: 3, place: expect.stringMatching(/train-labels-idx1-ubyte$/) },
    ],
    [
      'an empty file',
      { 'train-images-idx3-ubyte': new Uint8Array() },
      'idx.header-truncated',
      { have: 0 },
    ],
  ]
  test.each(bad)('refuses %s', async (_, files, code, values) => {
    const folder = await folderOf(files)
    await expect(loadIdxFolder(folder)).rejects.toThrow(coded(code, { ...values }))
  })

  test('refuses what is not a folder', async () => {
    const folder = await folderOf({ file: images })
    await expect(loadIdxFolder(join(folder, 'nowhere'))).rejects.toThrow(coded('data.not-a-folder'))
    await expect(loadIdxFolder(join(folder, 'file'))).rejects.toThrow(coded('data.not-a-folder'))
  })

  test('does not take a folder for the file of its name', async () => {
    const folder = await folderOf({ 'train-images-idx3-ubyte/x': images })
    const found = ['train-images-idx3-ubyte']
    await expect(loadIdxFolder(folder)).rejects.toThrow(coded('data.unrecognised', { found }))
  })

  test('reads files with other names, and says that there are none to test with', async () => {
    const folder = await folderOf({ 'letters-images-idx3-ubyte': images })
    expect(await loadIdxFolder(folder)).toMatchObject({ count: 3 })
    await expect(loadIdxFolder(folder, 'test')).rejects.toThrow(coded('data.no-test-images'))
  })

  test.skipIf(!haveRealMnist)(`reads real MNIST${needsRealMnist}`, async () => {
    const data = await loadIdxFolder(realMnist)
    expect(data).toMatchObject({ count: 60_000, height: 28, width: 28, channels: 1 })
    // the published file, unzipped, less its 16 bytes of header
    const sum = createHash('sha256').update(data.images).digest('hex')
    expect(sum).toBe('741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757')
    expect([...data.labels!.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9])
    expect((await loadIdxFolder(realMnist, 'test')).count).toBe(10_000)
  })
})
