/** What `ddpm inspect` makes of folders, as they are and as they change. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { inspect } from '../../../src/cli/inspect/inspect.ts'
import { filesOf } from '../../../src/cli/inspect/run.ts'
import { terminalOf } from '../../../src/cli/terminal/terminal.ts'
import { writeIdx } from '../../../src/formats/idx.ts'
import { encodePng } from '../../../src/formats/png.ts'
import { coded } from '../../coded.ts'
import { squares } from '../../tiny.ts'

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
    expect(lines.join('\n')).toMatch(/even +10\n +odd +10\nleft out .*x\.png/)
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
