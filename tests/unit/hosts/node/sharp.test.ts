/** Images of other kinds than PNG, as a viewer shows them. */

import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { decodeImage } from '../../../../src/data/decode-image.ts'
import type { Raster } from '../../../../src/formats/raster.ts'
import { sharpDecoder } from '../../../../src/hosts/node/sharp.ts'
import { coded } from '../../../coded.ts'

/** Left half red, right half blue, a white corner above left: 16 x 8. */
const marked = Uint8Array.from({ length: 16 * 8 * 3 }, (_, i) => {
  const [x, y, c] = [Math.floor(i / 3) % 16, Math.floor(i / 48), i % 3]
  if (x < 4 && y < 2) return 255
  return c === (x < 8 ? 0 : 2) ? 255 : 0
})
const image = () => sharp(marked, { raw: { width: 16, height: 8, channels: 3 } })

const read = async (bytes: Uint8Array) => await decodeImage(bytes, 'some.png', sharpDecoder)
const at = ({ width, channels, data }: Raster, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3),
]
/** Lossy kinds are near. */
const near = (colour: number[]) =>
  colour.map((value) => (value > 200 ? 255 : value < 55 ? 0 : value))

describe('is read whatever it is named', () => {
  test.each([
    ['JPEG', () => image().jpeg({ quality: 95, chromaSubsampling: '4:4:4' })],
    ['WebP', () => image().webp({ lossless: true })],
    ['AVIF', () => image().avif({ quality: 95, chromaSubsampling: '4:4:4' })],
    ['GIF', () => image().gif()],
    ['TIFF', () => image().tiff()],
    ['a JPEG of inks', () => image().toColourspace('cmyk').jpeg({ quality: 95 })],
  ])('%s', async (_, encode) => {
    const raster = await read(new Uint8Array(await encode().toBuffer()))
    expect([raster.width, raster.height]).toEqual([16, 8])
    expect(near(at(raster, 0, 0))).toEqual([255, 255, 255])
    const [red, blue] = [at(raster, 5, 5), at(raster, 13, 5)]
    expect([red[0] > 180, red[2] < 90, blue[0] < 90, blue[2] > 120]).toEqual([
      true,
      true,
      true,
      true,
    ])
  })
})

test('is upright, as the camera noted', async () => {
  const turned = await image()
    .withExif({ IFD0: { Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .webp({ lossless: true })
    .toBuffer()
  const raster = await read(new Uint8Array(turned))
  expect([raster.width, raster.height]).toEqual([8, 16])
  expect([at(raster, 7, 0), at(raster, 0, 0), at(raster, 0, 15)]).toEqual([
    [255, 255, 255],
    [255, 0, 0],
    [0, 0, 255],
  ])
})

test('keeps alpha, and 16 bits are scaled to 8', async () => {
  const alpha = sharp(Uint8Array.of(9, 8, 7, 100), { raw: { width: 1, height: 1, channels: 4 } })
  const webp = await alpha.webp({ lossless: true, exact: true }).toBuffer()
  expect(await read(new Uint8Array(webp))).toMatchObject({
    channels: 4,
    data: Uint8Array.of(9, 8, 7, 100),
  })
  const deep = tiffOf(65_535, 32_768, 0)
  const { channels, data } = await read(deep)
  expect([0, 1, 2].map((x) => data[x * channels])).toEqual([255, 128, 0])
})

/** A TIFF of one row of greys in 16 bits, little-endian. */
function tiffOf(...greys: number[]): Uint8Array {
  const tags = [
    ...[
      [256, 3, greys.length],
      [257, 3, 1],
      [258, 3, 16],
      [259, 3, 1],
      [262, 3, 1],
    ],
    ...[
      [273, 4, 8],
      [277, 3, 1],
      [278, 3, 1],
      [279, 4, 2 * greys.length],
    ],
  ]
  const at = 8 + 2 * greys.length
  const view = new DataView(new ArrayBuffer(at + 2 + 12 * tags.length + 4))
  view.setUint32(0, 0x49492a00)
  view.setUint32(4, at, true)
  greys.forEach((grey, i) => {
    view.setUint16(8 + 2 * i, grey, true)
  })
  view.setUint16(at, tags.length, true)
  tags.forEach(([tag, type, value], i) => {
    const entry = at + 2 + 12 * i
    view.setUint16(entry, tag, true)
    view.setUint16(entry + 2, type, true)
    view.setUint32(entry + 4, 1, true)
    view.setUint32(entry + 8, value, true)
  })
  return new Uint8Array(view.buffer)
}

test('a colour profile is followed', async () => {
  const pure = sharp(Uint8Array.of(0, 255, 0), { raw: { width: 1, height: 1, channels: 3 } })
  const green = await pure.withIccProfile('p3').png().toBuffer()
  const wide = await sharp(green).keepIccProfile().webp({ lossless: true }).toBuffer()
  const { data } = await read(new Uint8Array(wide))
  expect(data[1]).toBeGreaterThan(240)
})

test('a damaged file is said to be damaged', async () => {
  const whole = new Uint8Array(await image().jpeg().toBuffer())
  await expect(read(whole.subarray(0, 300))).rejects.toThrow(coded('image.undecodable'))
})
