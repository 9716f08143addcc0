import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { downloadFile } from '../../../../src/hosts/node/download.ts'
import { coded } from '../../../coded.ts'
import {
  deadMirror,
  describeFile,
  openMirror,
  scratchFolder,
  serve,
  sha256,
} from './mirror-server.ts'

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >>> 3)
const other = content.slice().reverse()
const file = describeFile('data.gz', content)

/** Compared by their sums: element by element takes a second. */
function expectContent(bytes: Uint8Array): void {
  expect(sha256(bytes)).toBe(file.sha256)
}

/** The failure of a promise that must fail. */
async function failure(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(Error)
  return error as Error
}

/** A folder in which a download was cut after 100,000 bytes by a server with these manners. */
async function halfDone(
  manners: { etag?: string; lastModified?: string },
  bytes = content,
): Promise<string> {
  const folder = await scratchFolder()
  const answer = serve(bytes, { ...manners, cutAfter: () => 100_000 })
  const broken = await openMirror((request, response) => {
    if (request.headers.range) response.destroy()
    else answer(request, response)
  })
  const options = { folder, mirrors: [broken.url], onProgress: answer.received }
  await expect(downloadFile(file, options)).rejects.toThrow(coded('download.failed'))
  return folder
}

/** A download from a server that cuts its answers. */
async function downloadCut(folder: string, cutAfter: (request: number) => number) {
  const answer = serve(content, { etag: '"1"', cutAfter })
  const { url, ranges } = await openMirror(answer)
  const options = { folder, mirrors: [url], onProgress: answer.received }
  return { bytes: downloadFile(file, options), ranges }
}

describe('a whole download', () => {
  test('puts the file in its place and nothing beside it', async () => {
    const folder = join(await scratchFolder(), 'a', 'b')
    const mirror = await openMirror(serve(content))
    const progress: number[] = []
    const bytes = await downloadFile(file, {
      folder,
      mirrors: [mirror.url],
      onProgress: (received, total) => {
        expect(total).toBe(content.length)
        progress.push(received)
      },
    })
    expectContent(bytes)
    expect(await readdir(folder)).toEqual(['data.gz'])
    expectContent(await readFile(join(folder, 'data.gz')))
    expect(progress.at(-1)).toBe(content.length)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
  })

  test('is not repeated while the file is unaltered', async () => {
    const folder = await scratchFolder()
    const mirror = await openMirror(serve(content))
    await downloadFile(file, { folder, mirrors: [mirror.url] })
    const again = await downloadFile(file, { folder, mirrors: [] })
    expectContent(again)
    expect(mirror.ranges.length).toBe(1)
  })

  test.each([
    ['altered', other],
    ['cut short', content.subarray(0, 1000)],
  ])('is repeated where the file was %s', async (_, bytes) => {
    const folder = await scratchFolder()
    await writeFile(join(folder, 'data.gz'), bytes)
    const mirror = await openMirror(serve(content))
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
    expectContent(await readFile(join(folder, 'data.gz')))
  })

  test('is made by several callers at once without harm', async () => {
    const folder = await scratchFolder()
    const mirror = await openMirror(serve(content, { etag: '"1"' }))
    const download = () => downloadFile(file, { folder, mirrors: [mirror.url] })
    const all = await Promise.all([download(), download(), download()])
    for (const bytes of all) expectContent(bytes)
    expect(await readdir(folder)).toEqual(['data.gz'])
  })
})

describe('a download that is cut', () => {
  test('continues from the same mirror at once', async () => {
    const folder = await scratchFolder()
    const cutAfter = (request: number) => (request === 0 ? 100_000 : Infinity)
    const { bytes, ranges } = await downloadCut(folder, cutAfter)
    expectContent(await bytes)
    expect(ranges).toEqual(['', 'bytes=100000-'])
  })

  test('is given up when the mirror cuts again and again', async () => {
    const folder = await scratchFolder()
    const { bytes, ranges } = await downloadCut(folder, () => 1000)
    const error = await failure(bytes)
    expect(error.message).toMatch(/data\.gz: the connection was cut/)
    expect(ranges.length).toBe(3)
  })

  test.each([
    ['an ETag', { etag: '"1"' }],
    ['a date', { lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT' }],
  ])('continues in a later run, by %s', async (_, manners) => {
    const folder = await halfDone(manners)
    const mirror = await openMirror(serve(content, manners))
    const progress: number[] = []
    const onProgress = (received: number) => progress.push(received)
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url], onProgress }))
    expect(mirror.ranges).toEqual(['bytes=100000-'])
    expect(progress[0]).toBeGreaterThan(100_000)
    expect(await readdir(folder)).toEqual(['data.gz'])
  })

  test('starts over where the file has changed since', async () => {
    const folder = await halfDone({ etag: '"old"' }, other)
    const mirror = await openMirror(serve(content, { etag: '"new"' }))
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
    expect(mirror.ranges).toEqual(['bytes=100000-'])
  })

  test('starts over where what was left does not fit, and blames no mirror', async () => {
    const folder = await halfDone({ etag: '"1"' }, other)
    const mirror = await openMirror(serve(content, { etag: '"1"' }))
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
    expect(mirror.ranges).toEqual(['bytes=100000-', ''])
  })

  test('needs no mirror where all had arrived, and a new copy where that was wrong', async () => {
    const folder = await scratchFolder()
    const leave = async (bytes: Uint8Array) => {
      await mkdir(join(folder, 'data.gz.part'))
      await writeFile(join(folder, 'data.gz.part', 'body'), bytes)
    }
    const mirror = await openMirror(serve(content))
    await leave(content)
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
    expect(mirror.ranges).toEqual([])
    await rm(join(folder, 'data.gz'))
    await leave(other)
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
    expect(mirror.ranges).toEqual([''])
  })

  test('starts over where the server knows no ranges', async () => {
    const folder = await halfDone({ etag: '"1"' })
    const mirror = await openMirror(serve(content, { etag: '"1"', ignoreRange: true }))
    expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
  })

  test.each([[{}], [{ etag: 'W/"weak"' }]])(
    'starts over where nothing says which version it was: %o',
    async (manners) => {
      const folder = await halfDone(manners)
      const mirror = await openMirror(serve(content, manners))
      expectContent(await downloadFile(file, { folder, mirrors: [mirror.url] }))
      expect(mirror.ranges).toEqual([''])
    },
  )

  test('takes no range but the one it asked for', async () => {
    const folder = await halfDone({ etag: '"1"' })
    const wrong = await openMirror((_, response) => {
      response.writeHead(206, {
        'content-range': `bytes 5-${content.length - 1}/${content.length}`,
      })
      response.end(content.subarray(5))
    })
    const good = await openMirror(serve(content))
    expectContent(await downloadFile(file, { folder, mirrors: [wrong.url, good.url] }))
    expect(good.ranges).toEqual([''])
  })

  test('stops with the reason of the signal, and what arrived is kept', async () => {
    const folder = await scratchFolder()
    const mirror = await openMirror(serve(content, { etag: '"1"', cutAfter: () => 100_000 }))
    const stop = new AbortController()
    const options = { folder, mirrors: [mirror.url], signal: stop.signal }
    const error = await failure(
      downloadFile(file, { ...options, onProgress: () => stop.abort(new Error('enough')) }),
    )
    expect(error.message).toBe('enough')
    expect(await readdir(folder)).toEqual(['data.gz.part'])
    expect((await stat(join(folder, 'data.gz.part', 'body'))).size).toBeGreaterThan(0)
  })
})

test('a signal ends the waiting for a mirror that does not answer', async () => {
  const folder = await scratchFolder()
  const stop = new AbortController()
  const mirror = await openMirror(() => stop.abort(new Error('enough')))
  const options = { folder, mirrors: [mirror.url], signal: stop.signal }
  expect((await failure(downloadFile(file, options))).message).toBe('enough')
  expect(await readdir(folder)).toEqual([])
})

describe('a mirror that does not have the file', () => {
  const bad: [string, Parameters<typeof openMirror>[0], RegExp][] = [
    ['sends another file of the same size', serve(other), /SHA-256 is [0-9a-f]{12}\.\.\., not/],
    ['announces another size', serve(content.subarray(0, 99)), /offers 99 bytes instead of 300000/],
    [
      'sends without end',
      (_, response) => {
        const more = () => {
          while (!response.destroyed && response.write(content));
        }
        response.on('drain', more)
        more()
      },
      /sent more than 300000 bytes/,
    ],
    ['answers 404', (_, response) => response.writeHead(404).end('no'), /answered 404 Not Found/],
    ['answers 416', (_, response) => response.writeHead(416).end(), /answered 416/],
    ['hangs up', (request) => request.socket.destroy(), /connection was cut/],
  ]

  test.each(bad)('and %s is passed over', async (_, answer) => {
    const folder = await scratchFolder()
    const [wrong, good] = [await openMirror(answer), await openMirror(serve(content))]
    expectContent(await downloadFile(file, { folder, mirrors: [wrong.url, good.url] }))
    expect(await readdir(folder)).toEqual(['data.gz'])
  })

  test.each(bad)(
    'and %s is named with its reason where it is the last',
    async (_, answer, reason) => {
      const folder = await scratchFolder()
      const wrong = await openMirror(answer)
      const dead = await deadMirror()
      let most = 0
      const onProgress = (received: number) => {
        most = Math.max(most, received)
      }
      const options = { folder, mirrors: [wrong.url, dead], onProgress }
      const error = await failure(downloadFile(file, options))
      expect(most).toBeLessThanOrEqual(file.bytes)
      expect(error).toMatchObject({ code: 'download.failed' })
      expect(error.message).toMatch(reason)
      expect(error.message).toContain(`${wrong.url}data.gz: `)
      expect(error.message).toContain(`${dead}data.gz: the connection was refused (ECONNREFUSED)`)
      expect(await readdir(folder)).not.toContain('data.gz')
    },
  )
})

describe('a cache folder that cannot be written to', () => {
  test('is named with what to do', async () => {
    const folder = join(await scratchFolder(), 'file')
    await writeFile(folder, 'in the way')
    const mirror = await openMirror(serve(content))
    const error = await failure(downloadFile(file, { folder, mirrors: [mirror.url] }))
    expect(error).toMatchObject({ code: expect.stringMatching(/^system\./) })
    expect(error.message).toContain(folder)
    expect(error.message).toContain('DDPM_CACHE_DIR')
    expect(mirror.ranges).toEqual([])
  })
})
