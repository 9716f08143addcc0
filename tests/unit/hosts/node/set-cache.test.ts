/** The cache of decoded sets. */

import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Dataset } from '../../../../src/data/dataset.ts'
import { readFolder } from '../../../../src/data/read-folder.ts'
import type { LoadDataOptions } from '../../../../src/data/source.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { openFolder } from '../../../../src/hosts/node/folder.ts'
import {
  cacheSize,
  type SetCacheOptions,
  throughCache,
} from '../../../../src/hosts/node/set-cache.ts'

let home: string
let folder: string
let cacheDir: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ddpm-sets-'))
  folder = join(home, 'set')
  cacheDir = join(home, 'cache')
  await mkdir(join(folder, 'a'), { recursive: true })
  for (let i = 0; i < 3; i++) await put(`a/${i}.png`, i)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true })
})

const put = (name: string, value: number) =>
  writeFile(
    join(folder, name),
    encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(value) }),
  )

/** Loads through the cache. @returns the set, and whether images were read */
async function load(options: SetCacheOptions = {}): Promise<[Dataset | undefined, boolean]> {
  let read = false
  const data = await throughCache(
    folder,
    'train',
    { cacheDir, leastMs: 0, ...options },
    async (given: LoadDataOptions) => {
      read = true
      return await readFolder(await openFolder(folder), given)
    },
  )
  return [data, read]
}

const kept = () => readdir(join(cacheDir, 'sets'))

test('a set is decoded once, and says again what was left out', async () => {
  await writeFile(join(folder, 'a/notes.txt'), 'not an image')
  const said: string[][] = [[], []]
  const [first, wasRead] = await load({ onNotice: (text) => said[0].push(text) })
  const [second, again] = await load({ onNotice: (text) => said[1].push(text) })
  expect([wasRead, again]).toEqual([true, false])
  expect(second).toEqual(first)
  expect(said[0].length).toBeGreaterThan(0)
  expect(said[1]).toEqual(said[0])
})

test.each([
  ['a changed file', () => put('a/1.png', 9)],
  ['another file', () => put('a/9.png', 9)],
  ['a file that is gone', () => rm(join(folder, 'a/1.png'))],
  ['a file of another time', () => utimes(join(folder, 'a/1.png'), 1, 1)],
])('%s is noticed', async (_, change) => {
  await load()
  await change()
  expect((await load())[1]).toBe(true)
  expect((await load())[1]).toBe(false)
})

test('other options are other sets, and judge their plan each time', async () => {
  await load()
  const plans: number[] = []
  const options = { imageSize: 4, onPlan: ({ width }: { width: number }) => void plans.push(width) }
  expect((await load(options))[1]).toBe(true)
  expect((await load(options))[1]).toBe(false)
  expect(plans).toEqual([4, 4])
})

test.each([
  { imageSize: 3, fit: 'pad' },
  { imageSize: 3, resize: 'nearest' },
  { imageSize: 3, background: 'black' },
] as const)('a set for %o is not one for other images', async (options) => {
  await load({ imageSize: 3 })
  expect((await load(options))[1]).toBe(true)
  expect((await load(options))[1]).toBe(false)
})

test('nothing is kept of what is soon read, without a cache, or where the bound is 0', async () => {
  await load({ leastMs: Number.POSITIVE_INFINITY })
  await load({ cache: false })
  vi.stubEnv('DDPM_CACHE_SIZE', '0')
  await load()
  await expect(kept()).rejects.toThrow('ENOENT')
})

test('the sets used least recently make room', async () => {
  vi.stubEnv('DDPM_CACHE_SIZE', String(300_000 / 2 ** 30))
  await load({ imageSize: 3 })
  const [oldest] = await kept()
  await utimes(join(cacheDir, 'sets', oldest), 1, 1)
  await load({ imageSize: 4 })
  await load({ imageSize: 5 })
  expect(await kept()).toHaveLength(2)
  expect(await kept()).not.toContain(oldest)
})

test('a damaged set is read again, and a cache that cannot be written is done without', async () => {
  await load()
  const [name] = await kept()
  await writeFile(join(cacheDir, 'sets', name), 'damage')
  expect((await load())[1]).toBe(true)
  expect((await load())[1]).toBe(false)
  await writeFile(join(home, 'file'), '')
  expect((await load({ cacheDir: join(home, 'file') }))[0]?.count).toBe(3)
})

test('the bound is in GiB', () => {
  expect([cacheSize(undefined), cacheSize('0.5'), cacheSize('x')]).toEqual([
    2 ** 32,
    2 ** 29,
    2 ** 32,
  ])
})
