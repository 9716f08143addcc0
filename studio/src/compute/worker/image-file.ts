/** Images of other kinds than PNG and BMP, by whatever the browser can decode. */

import type { ImageDecoder } from '../../../../src/data/source.ts'
import type { ImageKind } from '../../../../src/formats/image-kind.ts'
import type { Raster } from '../../../../src/formats/raster.ts'
import { computeError } from '../errors.ts'

/** More pixels than any image to learn from needs. */
const MOST_PIXELS = 2 ** 26

/** @throws {DdpmError} where this browser cannot decode the image, or it is too large. */
async function decode(bytes: Uint8Array, kind: ImageKind): Promise<Raster> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)])).catch((cause) => {
    throw computeError('studio.image-undecodable', { type: kind }, { cause })
  })
  const { width, height } = bitmap
  if (width * height > MOST_PIXELS) {
    bitmap.close()
    throw computeError('studio.image-too-large', { width, height })
  }
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, channels: 4, data: new Uint8Array(data.buffer) }
}

/** Upright and in sRGB, as the browser shows them; which kinds it knows, it says itself. */
export const browserDecoder: ImageDecoder = {
  kinds: ['JPEG', 'WebP', 'AVIF', 'GIF', 'TIFF', 'HEIC', 'JPEG XL', 'icon'],
  decode,
}
