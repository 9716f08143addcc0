/** PNG to and from rasters. Checks the file's frame before a pixel is unpacked. */

import { unzlibSync, zlibSync } from 'fflate'
import { crc32 } from './crc32.ts'
import { pngError } from './errors/png.ts'
import { DEFLATE_MAX_RATIO } from './gunzip.ts'
import { orientationOf, upright } from './orientation.ts'
import { framed } from './png-chunk.ts'
import { type PngHeader, readHeader, SIGNATURE, sizeUnpacked } from './png-header.ts'
import { pixelsOf } from './png-pixels.ts'
import { samplesOf } from './png-samples.ts'
import { checkRaster, type Raster } from './raster.ts'

/** Of an image, packed as in its file and with a byte per sample. */
const MAX_PIXEL_BYTES = 2 ** 30
const MAX_PIXELS = MAX_PIXEL_BYTES / 4
/** From 0 to 9: quick, and grids of images are already small with it. */
const COMPRESSION = 3

/** Chunks that pixels need, by their types as numbers. */
const NEEDED = new Map(
  ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'eXIf'].map((type) => {
    const [a, b, c, d] = new TextEncoder().encode(type)
    return [((a << 24) | (b << 16) | (c << 8) | d) >>> 0, type]
  }),
)

interface Chunk {
  readonly type: string
  readonly content: Uint8Array
}

/** PNG's colour types for 1 to 4 channels (section 11.2.2). */
const COLOUR_TYPE = { 1: 0, 2: 4, 3: 2, 4: 6 } as const

/**
 * The bytes of an 8-bit PNG: grey or RGB, with or without alpha.
 * @throws {DdpmError} where the raster's sizes do not match its data.
 */
export function encodePng(raster: Raster): Uint8Array {
  checkRaster(raster, 'PNG')
  const { width, height, channels, data } = raster
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, COLOUR_TYPE[channels]], 8)
  const rowBytes = width * channels
  const rows = new Uint8Array(height * (1 + rowBytes)) // each behind a 0, for no filter
  for (let y = 0; y < height; y++) {
    rows.set(data.subarray(y * rowBytes, (y + 1) * rowBytes), y * (1 + rowBytes) + 1)
  }
  return concat([
    Uint8Array.from(SIGNATURE),
    framed('IHDR', header),
    framed('IDAT', zlibSync(rows, { level: COMPRESSION })),
    framed('IEND', new Uint8Array(0)),
  ])
}

/**
 * Reads any PNG: 16 bits are cut to 8, palettes are looked up, alpha is kept (`over` lays an image over
 * a colour), and the orientation that the file notes (EXIF) is followed.
 * @param inflate a quicker way to unpack a zlib stream, where a host has one
 * @throws {DdpmError} where the file is corrupt, cut short, or declares more pixels than it can
 * hold.
 */
export function decodePng(bytes: Uint8Array, inflate?: Inflate): Raster {
  const chunks = readChunks(bytes)
  if (chunks[0]?.type !== 'IHDR') {
    throw pngError('png.header-missing')
  }
  if (chunks.filter(({ type }) => type === 'IHDR').length > 1) {
    throw pngError('png.header-repeated')
  }
  const header = readHeader(chunks[0].content)
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.content
  const palette = header.indexed ? find('PLTE') : undefined // RGB files may suggest one
  if (header.indexed && !palette) throw pngError('png.palette-missing')
  const rows = unpackRows(header, chunks, inflate)
  const pixels = pixelsOf(header, samplesOf(header, rows), palette, find('tRNS'))
  const exif = find('eXIf')
  return exif ? upright(pixels, orientationOf(exif)) : pixels
}

/**
 * The chunks that pixels need, up to the end mark. Profiles and texts are left out unread, as they
 * can be bombs.
 */
function readChunks(bytes: Uint8Array): Chunk[] {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw pngError('png.signature-missing')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) break
    const type = NEEDED.get(view.getUint32(at + 4))
    if (type !== undefined) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
        throw pngError('png.checksum-wrong', { chunk: type })
      }
      chunks.push({ type, content: bytes.subarray(at + 8, end - 4) })
    }
    if (type === 'IEND') return chunks
    at = end
  }
  throw pngError('png.truncated', { bytes: bytes.length })
}

/** The filtered rows, as they were before compression. */
function unpackRows(
  header: PngHeader,
  chunks: readonly Chunk[],
  quickly: Inflate | undefined,
): Uint8Array {
  const parts = chunks.filter(({ type }) => type === 'IDAT').map(({ content }) => content)
  const compressed = parts.length === 1 ? parts[0] : concat(parts)
  const size = sizeUnpacked(header)
  checkSize(header, size, compressed.length)
  const most = size + 1 // one more, so that too many are noticed
  const rows = quickly?.(compressed, most) ?? inflate(compressed, most)
  if (rows.length !== size) {
    throw pngError('png.rows-mismatch')
  }
  return rows
}

/**
 * Unpacks a zlib stream into a new array that nothing else uses.
 * @returns nothing where it is damaged or gives more than `most` bytes: our own way then decides, so that
 * every host reads the same
 */
export type Inflate = (compressed: Uint8Array, most: number) => Uint8Array | undefined

/** @param most bytes to keep of what comes out */
function inflate(compressed: Uint8Array, most: number): Uint8Array {
  try {
    return unzlibSync(compressed, { out: new Uint8Array(most) })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw pngError('png.data-corrupt', { reason }, { cause })
  }
}

/** Refuses a header which promises more than the compressed data can hold, and bombs. */
function checkSize({ width, height }: PngHeader, size: number, compressed: number): void {
  if (size > Math.min(MAX_PIXEL_BYTES, compressed * DEFLATE_MAX_RATIO)) {
    throw pngError('png.declares-too-much', { compressed, declared: size })
  }
  if (width * height > MAX_PIXELS) {
    throw pngError('png.too-large', { width, height, most: MAX_PIXELS })
  }
  // Deflate grows what it cannot shrink by far less than this.
  if (compressed > 2 * size + 4096) {
    throw pngError('png.data-too-long', { compressed, declared: size })
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
