/** A file as an image, by whatever the browser can decode. */

import { decodePng } from '../../../../src/formats/png.ts'
import { overWhite, type Raster } from '../../../../src/formats/raster.ts'
import { computeError } from '../errors.ts'

/** More pixels than any image to learn from needs. */
const MOST_PIXELS = 2 ** 26

/** Red, green and blue on white, from red, green, blue and alpha. */
function opaque(rgba: Uint8ClampedArray): Uint8Array {
  const data = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0, j = 0; i < rgba.length; i += 4, j += 3) {
    for (let c = 0; c < 3; c++) data[j + c] = overWhite(rgba[i + c], rgba[i + 3])
  }
  return data
}

const isGrey = (data: Uint8Array) => {
  for (let i = 0; i < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false
  }
  return true
}

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
  if (png) return png
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
  const data = opaque(context.getImageData(0, 0, width, height).data)
  if (!isGrey(data)) return { width, height, channels: 3, data }
  return { width, height, channels: 1, data: data.filter((_, i) => i % 3 === 0) }
}
