import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { loadData, loadImageFolder, loadSplits } from '../../../../src/hosts/node/load.ts'
import { coded } from '../../../coded.ts'
import { scratchFolder } from './mirror-server.ts'

type Files = Record<string, Uint8Array | string>

async function folderOf(files: Files): Promise<string> {
  const folder = await scratchFolder()
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  return folder
}

/** An image of one grey. */
const grey = (value: number, width = 4, height = width) =>
  encodePng({ width, height, channels: 1, data: new Uint8Array(width * height).fill(value) })

/** An image of one colour. */
const colour = (...rgb: [number, number, number]) => {
  const data = Uint8Array.from({ length: 48 }, (_, i) => rgb[i % 3])
  return encodePng({ width: 4, height: 4, channels: 3, data })
}

/** `0.png`, `1.png`, ... of these greys. */
const greys = (...values: number[]): Files =>
  Object.fromEntries(values.map((value, i) => [`${i}.png`, grey(value)]))

const firstBytes = ({ images, count }: { images: Uint8Array; count: number }) =>
  Array.from({ length: count }, (_, i) => images[(i * images.length) / count])

describe('loadImageFolder', () => {
  test('reads every image once, without labels', async () => {
    const folder = await folderOf(greys(10, 20, 30))
    const data = await loadImageFolder(folder)
    expect(data).toMatchObject({
      name: basename(folder),
      count: 3,
      height: 4,
      width: 4,
      channels: 1,
    })
    expect(firstBytes(data).sort()).toEqual([10, 20, 30])
    expect(data.labels ?? data.classes).toBeUndefined()
  })

  test('takes sub-folders for classes, by name, and what lies deeper belongs to them', async () => {
    const folder = await folderOf({
      ...{ 'b/1.png': grey(20), 'a/1.png': grey(10), 'a/2.PNG': grey(11) },
      ...{
        'a/deep/3.png': grey(99),
        'a/notes.txt': 'x',
        'empty/readme.md': 'x',
        '.git/1.png': 'x',
      },
    })
    const { labels, classes, ...data } = await loadImageFolder(folder)
    expect(classes).toEqual(['a', 'b'])
    const read = firstBytes(data).map((value, i) => [value, classes?.[labels?.[i] ?? 9]])
    expect(read.sort()).toEqual([
      [10, 'a'],
      [11, 'a'],
      [20, 'b'],
      [99, 'a'],
    ])
  })

  test('mixes classes, in the same order each time', async () => {
    const files = Array.from({ length: 40 }, (_, i) => [`${i < 20 ? 'a' : 'b'}/${i}.png`, grey(i)])
    const folder = await folderOf(Object.fromEntries(files))
    const { labels } = await loadImageFolder(folder)
    expect(new Set(labels?.subarray(20)).size).toBe(2)
    expect((await loadImageFolder(folder)).labels).toEqual(labels)
  })

  test('is grey where all are grey, even in colour files', async () => {
    const data = await loadImageFolder(
      await folderOf({ 'a.png': grey(7), 'b.png': colour(9, 9, 9) }),
    )
    expect([data.channels, ...firstBytes(data).sort()]).toEqual([1, 7, 9])
  })

  test('is RGB where one is coloured', async () => {
    const data = await loadImageFolder(
      await folderOf({ 'a.png': grey(7), 'b.png': colour(1, 2, 3) }),
    )
    expect(data.channels).toBe(3)
    const pixels = [data.images.subarray(0, 3), data.images.subarray(48, 51)].map((p) => [...p])
    expect(pixels.sort()).toEqual([
      [1, 2, 3],
      [7, 7, 7],
    ])
  })

  describe('lays what is transparent over a background', () => {
    const seen = (channels: 2 | 4, ...bytes: number[]) =>
      encodePng({ width: 2, height: 1, channels, data: Uint8Array.from(bytes) })
    const folder = () =>
      folderOf({ 'a.png': seen(4, 1, 2, 3, 255, 9, 9, 9, 0), 'b.png': seen(2, 5, 255, 5, 255) })
    const read = async (background?: string) => {
      const { channels, images } = await loadImageFolder(await folder(), { background })
      const [one, two] = [images.subarray(0, 2 * channels), images.subarray(2 * channels)]
      return [channels, ...(one[0] === 1 ? one : two)]
    }
    test('which is white, or a colour', async () => {
      expect(await read()).toEqual([3, 1, 2, 3, 255, 255, 255])
      expect(await read('#00ff00')).toEqual([3, 1, 2, 3, 0, 255, 0])
      expect(await read('black')).toEqual([3, 1, 2, 3, 0, 0, 0])
      await expect(read('sky')).rejects.toThrow(
        coded('option.out-of-range', { name: 'background' }),
      )
    })
    test('or keeps alpha, where one image has it', async () => {
      expect(await read('keep')).toEqual([4, 1, 2, 3, 255, 0, 0, 0, 0])
      const opaque = await folderOf({ 'b.png': seen(2, 5, 255, 5, 255) })
      expect((await loadImageFolder(opaque, { background: 'keep' })).channels).toBe(1)
      const grey = await folderOf({ 'b.png': seen(2, 5, 255, 5, 9) })
      expect((await loadImageFolder(grey, { background: 'keep' })).channels).toBe(2)
    })
  })

  test('one image is a set', async () => {
    expect(await loadImageFolder(await folderOf(greys(5)))).toMatchObject({ count: 1 })
  })

  test('brings sizes together where one is given', async () => {
    const folder = await folderOf({ 'a.png': grey(1, 6, 3), 'b.png': grey(2, 9) })
    const data = await loadImageFolder(folder, { imageSize: 8 })
    expect([data.width, data.height, data.images.length]).toEqual([8, 8, 128])
  })

  test('leaves out one broken of many, and says which', async () => {
    const notices: string[] = []
    const folder = await folderOf({ ...greys(...Array(30).keys()), 'bad.png': 'no image' })
    const data = await loadImageFolder(folder, { onNotice: (text) => notices.push(text) })
    expect(data.count).toBe(30)
    expect(notices).toEqual([
      expect.stringMatching(/^left out 1 file: 1 broken PNG .*bad\.png: .* holds text/),
    ])
  })

  test('follows links to other folders, and no link around or twice to the same', async () => {
    const folder = await folderOf({ 'a/1.png': grey(1) })
    const elsewhere = await folderOf({ 'x/2.png': grey(2), '3.png': grey(3) })
    await symlink('.', join(folder, 'loop'))
    await symlink('self', join(folder, 'self'))
    await symlink('a', join(folder, 'again'))
    await symlink(join(elsewhere, 'x'), join(folder, 'b'))
    const { classes, count } = await loadImageFolder(folder)
    expect([count, classes]).toEqual([2, ['a', 'b']])
  })

  const cut = grey(3).subarray(0, 40)
  const bad: [string, Files, string, object][] = [
    ['an empty folder', {}, 'data.unrecognised', { found: [] }],
    [
      'other files',
      { 'a.csv': 'x', 'b/c.txt': 'x' },
      'data.unrecognised',
      { found: ['a.csv', 'b'] },
    ],
    [
      'a text named .png',
      { 'a.png': 'hello' },
      'images.broken',
      { broken: 1, images: 1, example: expect.stringMatching(/a\.png: .* holds text/) },
    ],
    [
      'a file cut short',
      { ...greys(1, 2), 'z.png': cut },
      'images.broken',
      { broken: 1, images: 3 },
    ],
    [
      'many broken',
      { ...greys(1), 'y.png': 'x', 'z.png': 'x' },
      'images.broken',
      { broken: 2, images: 3 },
    ],
    [
      'sizes that differ',
      { 'a.png': grey(1, 4), 'b.png': grey(1, 4), 'c.png': grey(1, 5, 6) },
      'images.sizes-differ',
      {
        sizes: [
          { size: '4 x 4', count: 2 },
          { size: '5 x 6', count: 1 },
        ],
      },
    ],
    [
      'images beside classes',
      { 'a/1.png': grey(1), 'loose.png': grey(2) },
      'images.beside-classes',
      { images: 1, example: 'loose.png' },
    ],
  ]
  describe('at any depth', () => {
    const classesOf = async (files: Files) => {
      const { count, classes } = await loadImageFolder(await folderOf(files))
      return [count, classes]
    }
    test('folders that all images lie in say nothing', async () => {
      expect(await classesOf({ 'a/b/c/1.png': grey(1), 'a/b/c/2.png': grey(2) })).toEqual([
        2,
        undefined,
      ])
      expect(await classesOf({ 'x/y/cat/1.png': grey(1), 'x/y/dog/d/2.png': grey(2) })).toEqual([
        2,
        ['cat', 'dog'],
      ])
    })
    test('classes are in the order in which people expect names', async () => {
      const names = ['cat10', 'cat2', 'Dog', 'élan', 'zèbre', '10 euros', '9']
      const files = Object.fromEntries(names.map((name, i) => [`${name}/1.png`, grey(i)]))
      expect(await classesOf(files)).toEqual([
        7,
        ['9', '10 euros', 'cat2', 'cat10', 'Dog', 'élan', 'zèbre'],
      ])
    })
    test('folders named as splits are read by split', async () => {
      const folder = await folderOf({
        ...{ 'train/a/1.png': grey(1), 'train/b/2.png': grey(2) },
        ...{ 'val/a/1.png': grey(3), 'test/b/1.png': grey(4), 'test/a/2.png': grey(5) },
      })
      const { train, validation } = await loadSplits(folder)
      expect([train.classes, train.count, validation.count]).toEqual([['a', 'b'], 2, 2])
      expect(firstBytes(validation).sort()).toEqual([4, 5])
    })
  })

  test('counts all that it leaves out, with its reason', async () => {
    const notices: string[] = []
    const folder = await folderOf({
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`a/${i}.png`, grey(i)])),
      ...{
        'c/1.jpg': grey(40),
        'c/list.csv': 'x,y',
        'c/notes': 'text',
        'c/sound.wav': Uint8Array.of(0, 1),
      },
      ...{ 'c/cut.png': grey(3).subarray(0, 40), 'b/.keep': '', 'd/readme.md': 'x' },
      ...{ '__MACOSX/a/1.png': 'x', '.git/1.png': 'x', 'Thumbs.db': 'x' },
    })
    const { count, classes } = await loadImageFolder(folder, {
      onNotice: (text) => notices.push(text),
    })
    expect([count, classes]).toEqual([31, ['a', 'c']])
    expect(notices).toEqual([
      expect.stringMatching(
        /^left out 5 files: 3 text \(first: c.list.csv\), 1 other \(first: c.sound.wav\), 1 broken PNG \(first: .*cut.png: PNG: the file is cut short/,
      ),
      'left out 2 folders without images: d, b',
    ])
  })

  test('ends at once where it is to stop', async () => {
    const folder = await folderOf(greys(1, 2, 3))
    const stop = new AbortController()
    const onProgress = () => stop.abort(new Error('enough'))
    await expect(loadImageFolder(folder, { signal: stop.signal, onProgress })).rejects.toThrow(
      'enough',
    )
  })

  test.each(bad)('refuses %s', async (_, files, code, values) => {
    const folder = await folderOf(files)
    await expect(loadImageFolder(folder)).rejects.toThrow(coded(code, { ...values }))
  })
})

describe('loadData and loadSplits', () => {
  const idx = (count: number) =>
    writeIdx({ shape: [count, 4, 4], data: new Uint8Array(16 * count) })

  test('know a folder of images from one of IDX files', async () => {
    expect((await loadData(await folderOf(greys(1, 2)))).count).toBe(2)
    const both = { ...greys(1, 2), 'train-images-idx3-ubyte': idx(3) }
    expect((await loadData(await folderOf(both))).count).toBe(3)
    await expect(loadData(join(await folderOf(greys(1)), '0.png'))).rejects.toThrow(
      coded('data.is-file'),
    )
    await expect(loadData('digts')).rejects.toThrow(
      coded('data.unknown', { near: ' (did you mean "digits"?)' }),
    )
  })

  test('take t10k for validation, else the last tenth', async () => {
    const files = { 'train-images-idx3-ubyte': idx(20) }
    const whole = await folderOf({ ...files, 't10k-images-idx3-ubyte': idx(5) })
    const counts = async (folder: string) => {
      const { train, validation } = await loadSplits(folder)
      return [train.count, validation.count]
    }
    expect(await counts(whole)).toEqual([20, 5])
    expect(await counts(await folderOf(files))).toEqual([18, 2])
  })

  describe('of data without a test set', () => {
    const splitAs = async (count: number, validation?: number | 'auto') => {
      const notices: string[] = []
      const folder = await folderOf({ 'train-images-idx3-ubyte': idx(count) })
      const splits = await loadSplits(folder, {
        validation,
        onNotice: (text) => notices.push(text),
      })
      return { counts: [splits.train.count, splits.validation.count], notices }
    }

    test.each([
      [60, 7, [53, 7]],
      [200, 'auto', [180, 20]],
      [5, undefined, [3, 2]],
      [2, undefined, [1, 1]],
    ] as const)('of %i images hold out %s', async (count, validation, counts) => {
      expect(await splitAs(count, validation)).toEqual({ counts, notices: [] })
    })

    test.each([0, 1] as const)(
      'warn where a model was trained with %s for validation',
      async (validation) => {
        const { counts, notices } = await splitAs(40, validation)
        expect(counts).toEqual([36, 4])
        expect(notices.join()).toMatch(
          /trained on the 4 images .* count as validation.*--validation auto/,
        )
      },
    )
  })

  test('hold out digits that come after those of the set', async () => {
    const { train, validation } = await loadSplits('digits', { count: 20, imageSize: 12, seed: 3 })
    const { train: more } = await loadSplits('digits', { count: 22, imageSize: 12, seed: 3 })
    expect([train.count, validation.count]).toEqual([20, 2])
    expect([...train.images, ...validation.images]).toEqual([...more.images])
    expect([...train.labels!, ...validation.labels!]).toEqual([...more.labels!])
  })
})
