/** What `ddpm inspect` makes of folders, as they are and as they change. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { inspect } from '../../../src/cli/inspect/inspect.ts'
import { filesOf } from '../../../src/cli/inspect/run.ts'
import { terminalOf } from '../../../src/cli/terminal/terminal.ts'
import { preparationOf } from '../../../src/data/preparation.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { writeNpz } from '../../../src/formats/npz-writer.ts'
import { decodePng, encodePng } from '../../../src/formats/png.ts'
import { Model } from '../../../src/models/model.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { zipOf } from '../../archives.ts'
import { coded } from '../../coded.ts'
import { squares, tinySchedule } from '../../tiny.ts'

/** Files of these names fail when they are read. */
const faults: Readonly<Record<string, string>> = { 'gone.png': 'ENOENT', secret: 'EACCES' }
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    readFile: vi.fn(real.readFile),
    stat: vi.fn(async (path: string) => {
      const code = faults[basename(path)]
      if (code) throw Object.assign(new Error(code), { code })
      return await real.stat(path)
    }),
  }
})

const home = mkdtempSync(join(tmpdir(), 'ddpm-inspect-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(home, 'case-'))
  vi.mocked(readFile).mockClear()
})

const put = (name: string, bytes: string | Uint8Array) => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), bytes)
}
const terminal = terminalOf({ write: () => {} })
const describePath = (name = '.') => inspect(join(root, name), terminal)

const { images, width, height } = squares(3)
const idx = writeIdx({ shape: [3, height, width], data: images })
const png = encodePng({ width, height, channels: 1, data: images.subarray(0, width * height) })

test('images are read with progress, and no further once it is stopped', async () => {
  for (let i = 0; i < 3; i++) put(`set/${i}.png`, png)
  const done: number[] = []
  await inspect(join(root, 'set'), terminal, { onProgress: (now) => void done.push(now.done) })
  expect(done.at(-1)).toBe(3)
  const controller = new AbortController()
  const onProgress = () => controller.abort(new Error('stopped'))
  await expect(
    inspect(join(root, 'set'), terminal, { onProgress, signal: controller.signal }),
  ).rejects.toThrow('stopped')
})

test('says what becomes of transparency: of files and of arrays', async () => {
  const data = Uint8Array.of(9, 9, 9, 0, 1, 2, 3, 255)
  put('files/a.png', encodePng({ width: 2, height: 1, channels: 4, data }))
  put('arrays.npz', writeNpz({ arr_0: { shape: [1, 1, 2, 4], data } }))
  const coloursOf = async (name: string) =>
    (await describePath(name)).lines.find((line) => line.startsWith('Colours'))
  expect(await coloursOf('files')).toMatch(/\(over white unless --background keep\)/)
  // padded to a square on the sheet
  const tall = { width: 1, height: 2, channels: 3, data: data.subarray(0, 6) } as const
  put('tall/a.png', encodePng(tall))
  expect(await coloursOf('tall')).toMatch(/RGB$/)
  expect(await coloursOf('arrays.npz')).toMatch(/\(kept unless --background COLOUR\)/)
})

describe('the files of a run', () => {
  test('have sizes, and weights their sums, without the others being read', async () => {
    put('final.png', 'four')
    put('checkpoints/latest.safetensors', '')
    put('checkpoints/latest.safetensors.12-0.tmp', 'half')
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    expect(await filesOf(root)).toEqual([
      { name: join('checkpoints', 'latest.safetensors'), bytes: 0, sha256 },
      { name: 'final.png', bytes: 4 },
    ])
    expect(vi.mocked(readFile)).toHaveBeenCalledTimes(1)
  })

  test('of a folder that may not be listed are refused', async () => {
    await expect(filesOf(join(root, 'none'))).rejects.toThrow('none cannot be read: it does not')
  })

  test('may go while they are read', async () => {
    put('final.png', '')
    put('gone.png', '')
    expect((await filesOf(root)).map(({ name }) => name)).toEqual(['final.png'])
  })
})

describe('a folder of data is what train would take it for', () => {
  test('images in a folder per class, of which the broken are reported', async () => {
    for (let i = 0; i < 20; i++) put(`${i % 2 ? 'odd' : 'even'}/${i}.png`, png)
    put('odd/x.png', 'no PNG')
    const { facts, lines } = await describePath()
    expect(facts).toMatchObject({ kind: 'data', count: 20, classes: ['even', 'odd'] })
    expect(lines.join('\n')).toMatch(/even +10\n +odd +10\n(.*\n)*left out .*x\.png/)
  })

  test('images of any sizes, with copies, odd ones, what is left out, and a contact sheet', async () => {
    const noisy = (side: number, seed: number) =>
      encodePng({
        ...{ width: side, height: side, channels: 1 },
        data: Uint8Array.from({ length: side * side }, (_, i) => (i * i * seed) & 255),
      })
    for (let i = 0; i < 8; i++) put(`cat/${i}.png`, noisy(8, i + 3))
    put('dog/copy.png', noisy(8, 3))
    put('dog/huge.png', noisy(200, 3))
    put('dog/tiny.png', noisy(1, 3))
    put('dog/blank.png', encodePng({ width: 8, height: 8, channels: 2, data: new Uint8Array(128) }))
    put('dog/notes.txt', 'words')
    const sheet = join(root, '..', 'sheet.png')
    const { facts, lines } = await inspect(root, terminal, { sheet })
    expect(facts).toMatchObject({
      ...{ count: 12, channels: 2, classCounts: { cat: 8, dog: 4 }, shape: undefined },
      sizes: [
        { width: 8, height: 8, count: 10 },
        { width: 200, height: 200, count: 1 },
        { width: 1, height: 1, count: 1 },
      ],
      duplicates: [['cat/0.png', 'dog/copy.png']],
      ...{ larger: ['dog/huge.png'], smaller: ['dog/tiny.png'] },
      blank: ['dog/blank.png', 'dog/tiny.png'],
      leftOut: { others: [{ path: 'dog/notes.txt', seems: 'text' }], broken: [] },
    })
    expect(lines.join('\n')).toMatch(/Duplicates +1: cat\/0\.png = dog\/copy\.png/)
    expect(decodePng(readFileSync(sheet)).width).toBeGreaterThan(10 * 64)
    // as training would see them
    await inspect(root, terminal, { sheet, reading: { imageSize: 16 } })
    // ten columns of 16 pixels, four times as large, and padding
    expect(decodePng(readFileSync(sheet)).width).toBe(728)
  })

  test('images that are drawn here, by their name, enlarged where they are small', async () => {
    const sheet = join(root, '..', 'sprites.png')
    const { facts } = await inspect('sprites', terminal, { sheet })
    expect(facts).toMatchObject({ kind: 'data', name: 'sprites', count: 1000, channels: 4 })
    expect(facts).toMatchObject({ duplicates: [], sizes: [{ width: 24, height: 24, count: 1000 }] })
    // ten columns of 24 pixels, twice as large, and padding
    expect(decodePng(await readFile(sheet)).width).toBe(10 * 48 + 11 * 4)
  })

  test('archives', async () => {
    put('set.zip', zipOf({ 'a/1.png': png, 'b/2.png': png }))
    expect((await describePath('set.zip')).facts).toMatchObject({ count: 2, classes: ['a', 'b'] })
  })

  test('IDX files where torchvision puts them', async () => {
    put('MNIST/raw/train-images-idx3-ubyte', idx)
    expect((await describePath()).facts).toMatchObject({ kind: 'data', count: 3 })
  })

  test('neither is said', async () => {
    put('notes.txt', '')
    await expect(describePath()).rejects.toThrow(coded('cli.neither-run-nor-data'))
  })
})

describe('what cannot be read', () => {
  test('is distinguished from what does not exist', async () => {
    await expect(describePath('none')).rejects.toThrow('none does not exist')
    await expect(describePath('secret')).rejects.toThrow(
      /secret cannot be read: permission denied \(EACCES\)$/,
    )
  })

  test.skipIf(process.platform === 'win32')('so is a link to itself', async () => {
    symlinkSync('loop', join(root, 'loop'))
    await expect(describePath('loop')).rejects.toThrow(/loop cannot be read: .*ELOOP/)
  })
})

test('of a model the names of its classes are said, and how its images were prepared', async () => {
  const network = unet({ imageSize: 8, channels: 1, widths: [8], layersPerBlock: 1, classes: 2 })
  const weights = new Float32Array(network.parameterCount)
  const preparation = preparationOf({ fit: 'pad' })
  const model = new Model({
    ...{ network, weights, schedule: tinySchedule, target: 'v', preparation },
    classNames: ['cat', 'owl'],
  })
  put('pets.safetensors', model.encode())
  const { facts, lines } = await describePath('pets.safetensors')
  expect(facts).toMatchObject({ classes: ['cat', 'owl'], preparation })
  expect(lines.find((line) => line.startsWith('Classes'))).toContain('cat, owl')
  expect(lines.find((line) => line.startsWith('Images'))).toContain('fit pad')
})

describe('files of PyTorch', () => {
  const fixture = (name: string) => join(import.meta.dirname, `../../${name}.pt`)

  test('a checkpoint of a network that is known, with what was assumed', async () => {
    const { facts, lines } = await inspect(fixture('golden/fixtures/simple-unet'), terminal)
    expect(facts).toMatchObject({
      ...{ kind: 'pytorch', model: { architecture: 'simple-unet', parameterCount: 5345 } },
      notes: expect.arrayContaining([expect.stringContaining('ema_state_dict')]),
    })
    expect(lines.join('\n')).toContain('epoch')
  })

  test('other tensors, by the dicts that they are in', async () => {
    const { facts } = await inspect(fixture('unit/formats/fixtures/tensors'), terminal)
    expect(facts).toMatchObject({ kind: 'pytorch', tensors: expect.any(Array) })
    expect(facts).not.toHaveProperty('model')
  })

  test('one that asks for code is refused, and the code named', async () => {
    put('evil.pt', zipOf({ 'evil/data.pkl': new TextEncoder().encode('cos\nsystem\n.') }, 0))
    const refused = coded('pickle.global-refused', { global: 'os.system' })
    await expect(describePath('evil.pt')).rejects.toThrow(refused)
  })

  test('another pickle, and one that asks for code', async () => {
    put('plain.pkl', Uint8Array.of(0x80, 2, ...new TextEncoder().encode("}S'rate'\nF0.5\ns.")))
    const { facts, lines } = await describePath('plain.pkl')
    expect(facts).toMatchObject({ kind: 'pickle', holds: expect.stringContaining('dict') })
    expect(lines.join('\n')).toContain('rate')
    put('evil.pkl', Uint8Array.of(0x80, 2, ...new TextEncoder().encode("cos\nsystem\n(S'id'\ntR.")))
    const refused = coded('pickle.global-refused', { global: 'os.system' })
    await expect(describePath('evil.pkl')).rejects.toThrow(refused)
  })

  test('an archive of images is not taken for one', async () => {
    put('images.zip', zipOf({ 'a/1.png': png, 'b/1.png': png }, 0))
    expect((await describePath('images.zip')).facts.kind).not.toBe('pytorch')
  })
})
