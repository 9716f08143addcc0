import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import type { DdpmError } from '../../../../src/base/errors.ts'
import type { MnistFiles } from '../../../../src/data/mnist.ts'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { mnist } from '../../../../src/hosts/node/mnist.ts'
import { deadMirror, describeFile, openMirror, scratchFolder, serve } from './mirror-server.ts'

/** A small set in MNIST's form, with a mirror that has its four files. */
async function smallSet() {
  const contents = new Map<string, Uint8Array>()
  const make = (name: string, shape: number[]) => {
    const data = new Uint8Array(shape.reduce((a, b) => a * b, 1)).fill(shape[0])
    const bytes = new Uint8Array(gzipSync(writeIdx({ shape, data })))
    contents.set(name, bytes)
    return describeFile(name, bytes)
  }
  const files: MnistFiles = {
    trainImages: make('train-images-idx3-ubyte.gz', [6, 28, 28]),
    trainLabels: make('train-labels-idx1-ubyte.gz', [6]),
    testImages: make('t10k-images-idx3-ubyte.gz', [2, 28, 28]),
    testLabels: make('t10k-labels-idx1-ubyte.gz', [2]),
  }
  const mirror = await openMirror((request, response) => {
    const bytes = contents.get(request.url?.split('/').at(-1) ?? '')
    if (bytes) serve(bytes)(request, response)
    else response.writeHead(404).end()
  })
  return { files, mirror }
}

test('fetches the four files once and gives either split', async () => {
  const { files, mirror } = await smallSet()
  const cacheDir = await scratchFolder()
  const train = await mnist({ files, cacheDir, mirrors: [mirror.url] })
  expect(train).toMatchObject({ name: 'mnist', count: 6, height: 28, width: 28, channels: 1 })
  expect(mirror.ranges.length).toBe(4)
  const held = await mnist({ files, cacheDir, mirrors: [await deadMirror()], split: 'test' })
  expect(held.count).toBe(2)
  expect([...(held.labels ?? [])]).toEqual([2, 2])
})

test('counts progress over all four files', async () => {
  const { files, mirror } = await smallSet()
  const total = Object.values(files).reduce((sum, file) => sum + file.bytes, 0)
  const seen: number[] = []
  await mnist({
    files,
    cacheDir: await scratchFolder(),
    mirrors: [mirror.url],
    onProgress: (received, of) => {
      expect(of).toBe(total)
      seen.push(received)
    },
  })
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(seen.at(-1)).toBe(total)
})

test('keeps its files where DDPM_CACHE_DIR says', async () => {
  const { files, mirror } = await smallSet()
  const folder = join(await scratchFolder(), 'mine')
  vi.stubEnv('DDPM_CACHE_DIR', folder)
  try {
    await mnist({ files, mirrors: [mirror.url] })
  } finally {
    vi.unstubAllEnvs()
  }
  expect((await mnist({ files, cacheDir: folder, mirrors: [] })).count).toBe(6)
})

test('with no network names three ways on', async () => {
  const mirrors = [await deadMirror(), await deadMirror()]
  const error: unknown = await mnist({ cacheDir: await scratchFolder(), mirrors }).catch((e) => e)
  expect(error).toMatchObject({ code: 'mnist.unavailable' })
  const { message } = error as DdpmError
  for (const mirror of mirrors) expect(message).toContain(mirror)
  for (const way of ['--data PATH', '--data digits', 'HTTPS_PROXY']) expect(message).toContain(way)
})
