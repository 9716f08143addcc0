/** A file as a picture, by whatever the browser can decode. */

import { type Raster, UserError } from '../../../../src/browser.ts'

/** More pixels than any picture to learn from needs. */
const MOST_PIXELS = 2 ** 26

/** Red, green and blue on black, from red, green, blue and alpha. */
function opaque(rgba: Uint8ClampedArray): Uint8Array {
  const data = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0, j = 0; i < rgba.length; i += 4, j += 3) {
    for (let c = 0; c < 3; c++) data[j + c] = (rgba[i + c] * rgba[i + 3]) / 255
  }
  return data
}

const isGrey = (data: Uint8Array) => {
  for (let i = 0; i < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false
  }
  return true
}

/** @throws {UserError} where the file is no picture that this browser knows, or too large. */
export async function readPicture(file: File): Promise<Raster> {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' }).catch((cause) => {
    throw new UserError(
      `${file.name} is no picture that this browser can read (${file.type || 'unknown kind'}): ` +
        'use PNG, JPEG or WebP',
      { cause },
    )
  })
  const { width, height } = bitmap
  if (width * height > MOST_PIXELS) {
    throw new UserError(`${file.name} has ${width} x ${height} pixels: use a smaller one`)
  }
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const data = opaque(context.getImageData(0, 0, width, height).data)
  if (!isGrey(data)) return { width, height, channels: 3, data }
  return { width, height, channels: 1, data: data.filter((_, i) => i % 3 === 0) }
}
