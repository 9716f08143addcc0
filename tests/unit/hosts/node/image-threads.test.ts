/** Images read by worker threads: the same as without them. */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readImageFiles } from '../../../../src/data/read-images.ts'
import type { ImageThreads, ReadOptions } from '../../../../src/data/source.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import type { Raster } from '../../../../src/formats/raster.ts'
import { openFile, openFolder } from '../../../../src/hosts/node/folder.ts'
import { openImageThreads } from '../../../../src/hosts/node/image-threads.ts'
import { sharpDecoder } from '../../../../src/hosts/node/sharp.ts'
import { zipOf } from '../../../archives.ts'
import { coded } from '../../../coded.ts'
import { scratchFolder } from './mirror-server.ts'

/** Threads run TypeScript where Node takes types away; the built package has them everywhere. */
const hasThreads = 'typescript' in process.features && process.features.typescript !== false

let open: ImageThreads | undefined
afterEach(() => open?.close())

/** Counts what threads have read. */
function watched(): { openThreads: () => ImageThreads | undefined; taken: () => number } {
  let taken = 0
  const openThreads = () => {
    const threads = openImageThreads(2)
    open = threads
    return (
      threads && {
        ...threads,
        read: async (...given: Parameters<ImageThreads['read']>) => {
          const read = await threads.read(...given)
          taken += read.filter((one) => one !== undefined).length
          return read
        },
      }
    )
  }
  return { openThreads, taken: () => taken }
}

/** Enough work that threads are started. */
const SIDE = 320
const image = (seed: number, channels: 3 | 4): Raster => ({
  ...{ width: SIDE, height: SIDE, channels },
  data: Uint8Array.from({ length: SIDE * SIDE * channels }, (_, i) => (i >> 8) * (seed + 1)),
})

const pngs = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`${i}.png`, encodePng(image(i, i % 2 ? 3 : 4))]),
)

async function folderWith(files: Record<string, Uint8Array>): Promise<string> {
  const folder = join(await scratchFolder(), 'set')
  await mkdir(folder)
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
  return folder
}

const broken = {
  'broken.png': pngs['3.png'].subarray(0, 900),
  'notes.txt': new TextEncoder().encode('nothing to see'),
}

async function filesOf(place: string, isFile: boolean) {
  if (!isFile) return (await openFolder(place)).files
  const { withContents } = await import('../../../../src/data/containers/open.ts')
  return (await withContents(await openFile(place), {})).files
}

test.runIf(hasThreads).each([
  ['a folder', false],
  ['an archive', true],
] as const)('threads read %s as one does alone', { timeout: 60_000 }, async (_, isFile) => {
  const folder = await folderWith(isFile ? {} : { ...pngs, ...broken })
  const archive = join(folder, 'set.zip')
  if (isFile) await writeFile(archive, zipOf({ ...pngs, ...broken }))
  const files = await filesOf(isFile ? archive : folder, isFile)
  const read = async (more: Partial<ReadOptions>) => {
    const seen: string[] = []
    const onImage = (path: string, { width, channels }: Raster) =>
      void seen.push(`${path} ${width} ${channels}`)
    const options = { decoder: sharpDecoder, imageSize: 16, background: 'keep', onImage, ...more }
    return { found: await readImageFiles(files, options, () => {}), seen: seen.sort() }
  }
  const { openThreads, taken } = watched()
  const [alone, together] = [await read({}), await read({ openThreads })]
  expect(taken()).toBeGreaterThan(0)
  expect(together).toEqual(alone)
  expect(together.found.filter((one) => 'broken' in one)).toEqual([
    { broken: { kind: 'PNG', error: coded('png.truncated') } },
  ])
  expect(together.found.filter((one) => 'other' in one)).toHaveLength(1)
  expect(together.seen).toHaveLength(40)
})

test.runIf(hasThreads)('threads end with the reading that is stopped', async () => {
  const files = await filesOf(await folderWith(pngs), false)
  const controller = new AbortController()
  const { openThreads } = watched()
  const stopping = () => {
    const threads = openThreads()
    return (
      threads && {
        ...threads,
        read: (...given: Parameters<ImageThreads['read']>) => {
          const read = threads.read(...given)
          controller.abort(new Error('stopped'))
          return read
        },
      }
    )
  }
  const options = { decoder: sharpDecoder, openThreads: stopping, signal: controller.signal }
  await expect(readImageFiles(files, options, () => {})).rejects.toThrow('stopped')
})

test('where there is one core, no thread is started', () => {
  expect(openImageThreads(1)).toBeUndefined()
})

test.runIf(hasThreads)('what is quick to decode does not overtake what is slow', async () => {
  const { default: sharp } = await import('sharp')
  const large = { width: 3000, height: 3000, channels: 3, background: '#ff0000' } as const
  const [slow, quick] = [await sharp({ create: large }).jpeg().toBuffer(), encodePng(image(1, 4))]
  open = openImageThreads(2)
  const read = async (path: string, bytes: Uint8Array) => {
    const [found] = await open!.read(
      [{ path, place: path, bytes: () => Promise.resolve(bytes) }],
      {},
    )
    return found?.pixels
  }
  // two for each thread
  const asked = [
    read('a.jpg', slow),
    read('b.jpg', slow),
    read('c.png', quick),
    read('d.png', quick),
  ]
  const [big, small] = [3000 * 3000, SIDE * SIDE]
  expect(await Promise.all(asked)).toEqual([big, big, small, small])
})
