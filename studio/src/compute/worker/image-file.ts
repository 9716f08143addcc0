/** A file as an image, by whatever the browser can decode. */

import { WHITE } from '../../../../src/base/colour.ts'
import { decodePng } from '../../../../src/formats/png.ts'
import { over, type Raster } from '../../../../src/formats/raster.ts'
import { computeError } from '../errors.ts'

/** More pixels than any image to learn from needs. */
const MOST_PIXELS = 2 ** 26

const PNG = [0x89, 0x50, 0x4e, 0x47]

/** A PNG's pixels by the library, the same as on the command line; undefined where it is none. */
async function readPng(file: File): Promise<Raster | undefined> {
  const start = new Uint8Array(await file.slice(0, PNG.length).arrayBuffer())
  if (!PNG.every((byte, i) => start[i] === byte)) return undefined
  return decodePng(new Uint8Array(await file.arrayBuffer()))
}

/** @throws {DdpmError} where the file is not an image that this browser can decode, or too large. */
export async function readImage(file: File): Promise<Raster> {
  const png = await readPng(file)
  if (png) return over(png, WHITE)
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' }).catch((cause) => {
    throw computeError('studio.image-undecodable', { type: file.type || 'unknown type' }, { cause })
  })
  const { width, height } = bitmap
  if (width * height > MOST_PIXELS) {
    throw computeError('studio.image-too-large', { width, height })
  }
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return over({ width, height, channels: 4, data: new Uint8Array(data.buffer) }, WHITE)
}
