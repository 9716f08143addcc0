/** From a file's bytes to an image, by its first bytes. */

import { decodeBmp } from '../formats/bmp.ts'
import { type ImageKind, imageKind, namedKind, otherKind } from '../formats/image-kind.ts'
import { decodePng } from '../formats/png.ts'
import type { Raster } from '../formats/raster.ts'
import { readingError } from './errors/reading.ts'
import type { ImageDecoder } from './source.ts'

type Decode = (bytes: Uint8Array, decoder: ImageDecoder | undefined) => Raster

const own: { readonly [K in ImageKind]?: Decode } = {
  PNG: (bytes, decoder) => decodePng(bytes, decoder?.inflate),
  BMP: decodeBmp,
}

/** Kinds that can be read, as errors list them. */
const readable = (decoder: ImageDecoder | undefined) => [
  ...Object.keys(own),
  ...(decoder?.kinds ?? []),
]

/**
 * An image of any kind that is read here or by the host: PNG and BMP are the same bytes everywhere.
 * @param path what the file is called; only errors go by it
 * @throws {DdpmError} `png.…`, `bmp.…`, `image.not-an-image`, `image.kind-unsupported`, and the decoder's
 */
export async function decodeImage(
  bytes: Uint8Array,
  path: string,
  decoder?: ImageDecoder,
): Promise<Raster> {
  const kind = imageKind(bytes)
  if (kind === undefined) {
    const [named, seems] = [namedKind(path), otherKind(bytes)]
    throw readingError('image.not-an-image', { named, seems })
  }
  const decode = own[kind]
  if (decode) return decode(bytes, decoder)
  if (decoder?.kinds.includes(kind)) return await decoder.decode(bytes, kind)
  throw readingError('image.kind-unsupported', { kind, known: readable(decoder) })
}
