/**
 * Images of every kind as the page reads them, against Node's reader: PNG to the bit. Other kinds are decoded by
 * the browser there and by sharp here, which round differently; each says how far apart they may be.
 */

import { zlibSync } from 'fflate'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { KEEP } from '../../src/data/background.ts'
import type { Dataset } from '../../src/data/dataset.ts'
import { readFolder } from '../../src/data/read-folder.ts'
import { framed } from '../../src/formats/png-chunk.ts'
import { SIGNATURE } from '../../src/formats/png-header.ts'
import { ofBlob } from '../../src/formats/random-access.ts'
import { sharpDecoder } from '../../src/hosts/node/sharp.ts'
import { describeInChromium } from './in-chromium.ts'
import { openStudio, sharedPage } from './open-studio.ts'
import { chooseOwn, give, train } from './train-page.ts'

type Files = Readonly<Record<string, Uint8Array>>

const [width, height] = [24, 16]

interface PngKind {
  readonly colourType: number
  readonly channels: number
  /** Bytes of a number. Default 1. */
  readonly bytes?: number
  /** Chunks between header and pixels. */
  readonly extras?: readonly (readonly [string, Uint8Array])[]
}

/** Every byte occurs, hidden colours among them. */
function png({ colourType, channels, bytes = 1, extras = [] }: PngKind): Uint8Array {
  const header = new Uint8Array(13)
  new DataView(header.buffer).setUint32(0, width)
  new DataView(header.buffer).setUint32(4, height)
  header.set([8 * bytes, colourType], 8)
  const row = width * channels * bytes
  const rows = Uint8Array.from({ length: height * (row + 1) }, (_, i) =>
    i % (row + 1) === 0 ? 0 : (i * 37 + Math.floor(i / row) * 11) % 256,
  )
  const chunks = [
    ...[['IHDR', header] as const, ...extras, ['IDAT', zlibSync(rows)] as const],
    ['IEND', new Uint8Array()] as const,
  ].map(([type, content]) => framed(type, content))
  return Uint8Array.from([...SIGNATURE, ...chunks.flatMap((chunk) => [...chunk])])
}

const palette = Uint8Array.from({ length: 256 * 3 }, (_, i) => (i * 89) % 256)
const fading = Uint8Array.from({ length: 200 }, (_, i) => i)

const pngs: Files = {
  'grey.png': png({ colourType: 0, channels: 1 }),
  'grey-key.png': png({ colourType: 0, channels: 1, extras: [['tRNS', Uint8Array.of(0, 38)]] }),
  'colour-key.png': png({
    ...{ colourType: 2, channels: 3 },
    extras: [['tRNS', Uint8Array.of(0, 37, 0, 74, 0, 111)]],
  }),
  'palette.png': png({
    ...{ colourType: 3, channels: 1 },
    extras: [
      ['PLTE', palette],
      ['tRNS', fading],
    ],
  }),
  'grey-alpha.png': png({ colourType: 4, channels: 2 }),
  'colour-alpha.png': png({ colourType: 6, channels: 4 }),
  'deep.png': png({ colourType: 6, channels: 4, bytes: 2 }),
}

/** Soft colours, as photos have them. */
const photo = sharp(
  Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / (3 * width)), i % 3]
    return 128 + 100 * Math.sin(x / 5 + c) * Math.cos(y / (4 + c))
  }),
  { raw: { width, height, channels: 3 } },
)
const glass = photo
  .clone()
  .joinChannel(Buffer.from(Array.from({ length: width * height }, (_, i) => 85 * (i % 4))), {
    raw: { width, height, channels: 1 },
  })

/** As a page reads them; what is read comes back by its worker's answer. */
async function readInPage(page: Page, files: Files) {
  const answers = await page.evaluate(() => (globalThis as unknown as Noting).previews.length)
  await give(page, files)
  await page.waitForFunction(
    (before) => (globalThis as unknown as Noting).previews.length > before,
    answers,
  )
  return await page.evaluate(() => (globalThis as unknown as Noting).previews.at(-1)!)
}

async function readHere(files: Files) {
  const all = Object.entries(files).map(([path, bytes]) => ({
    ...{ path, place: path },
    bytes: async () => bytes,
    open: async () => ofBlob(new Blob([Uint8Array.from(bytes)])),
  }))
  const options = { decoder: sharpDecoder, background: KEEP }
  const folder = { name: 'files', place: 'files', files: all }
  const data = (await readFolder(folder, options)) as Dataset
  const { count, height: h, width: w, channels, images } = data
  return { shape: [count, h, w, channels], bytes: [...images] }
}

interface Noting {
  previews: { readonly shape: readonly number[]; readonly bytes: readonly number[] }[]
}

/** Notes what workers answer of images that they have read. */
function notePreviews(): void {
  const noting = globalThis as unknown as Noting
  noting.previews = []
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.addEventListener('message', ({ data }) => {
        const { shape, bytes } = data?.result?.preview ?? {}
        if (shape) noting.previews.push({ shape, bytes: [...bytes] })
      })
    }
  }
}

describeInChromium('image files in a page', () => {
  const studio = openStudio({ littleModel: true })
  const shared = sharedPage(async () => {
    const opened = await studio.visit(train)
    const { page } = opened
    await page.addInitScript(notePreviews)
    await page.reload()
    await chooseOwn(page)
    await page.getByRole('radio', { name: 'not at all' }).check()
    await page.getByRole('radio', { name: 'stay transparent' }).check()
    return opened
  })

  test('PNG of every kind is the same as in Node, to the bit', async () => {
    const there = await readInPage(shared.page, pngs)
    expect(there.shape).toEqual([7, height, width, 4])
    expect(there).toEqual(await readHere(pngs))
  })

  // [kind, how it is made, its name, how far numbers may be apart]
  test.each([
    ['grey JPEG', () => photo.clone().greyscale().jpeg(), 'a.jpg', 2],
    [
      ...([
        'JPEG turned by its camera',
        () => photo.clone().withMetadata({ orientation: 6 }).jpeg(),
      ] as const),
      ...(['a.jpg', 2] as const),
    ],
    // inks without a profile: browsers mix them plainly, libvips as a press prints them
    ['JPEG of inks', () => photo.clone().toColourspace('cmyk').jpeg(), 'a.jpg', 160],
    ['WebP', () => photo.clone().webp(), 'a.webp', 2],
    // a canvas keeps colours multiplied by alpha, and loses what that rounds away
    ['WebP with alpha', () => glass.clone().webp({ lossless: true }), 'a.webp', 3],
    ['AVIF', () => photo.clone().avif(), 'a.avif', 3],
    ['GIF', () => photo.clone().gif(), 'a.gif', 0],
  ] as const)('%s is near to what Node reads', async (_, encode, name, most) => {
    const files = { [name]: new Uint8Array(await encode().toBuffer()) }
    const [there, here] = [await readInPage(shared.page, files), await readHere(files)]
    expect(there.shape).toEqual(here.shape)
    const apart = there.bytes.map((byte, i) => Math.abs(byte - here.bytes[i]))
    expect(Math.max(...apart)).toBeLessThanOrEqual(most)
  })
})
