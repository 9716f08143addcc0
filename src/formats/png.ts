/** PNG to and from rasters. Checks the file's frame before a pixel is unpacked. */

import { decode, encode } from 'fast-png'
import { FormatError } from './error.ts'
import { DEFLATE_MAX_RATIO } from './gunzip.ts'
import { pixelsOf } from './png-pixels.ts'
import { checkRaster, type Raster } from './raster.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Channels stored per pixel and the bits each may have, by PNG's colour type (section 11.2.2). */
const COLOUR_TYPES = new Map([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
])
const INDEXED = 3
const MAX_PIXEL_BYTES = 2 ** 30

interface Chunk {
  readonly type: string
  /** Length, type, content and checksum. */
  readonly bytes: Uint8Array
}

/**
 * The bytes of an 8-bit grey or RGB PNG.
 * @throws {FormatError} where the raster's sizes do not match its data.
 */
export function encodePng(raster: Raster): Uint8Array {
  checkRaster(raster, 'PNG')
  return encode({ ...raster, depth: 8 })
}

/**
 * Reads any PNG: 16 bits are cut to 8, palettes are looked up, and what is transparent is laid
 * over white.
 * @throws {FormatError} where the file is corrupt, cut short, or declares more pixels than it can
 * hold.
 */
export function decodePng(bytes: Uint8Array): Raster {
  const chunks = neededChunks(readChunks(bytes))
  checkSize(chunks)
  try {
    return pixelsOf(decode(assemble(chunks), { checkCrc: true }))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new FormatError(`PNG: the picture is corrupt: ${reason}`, { cause })
  }
}

/** All chunks up to the end mark. */
function readChunks(bytes: Uint8Array): Chunk[] {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw new FormatError('PNG: the signature is missing')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) break
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    chunks.push({ type, bytes: bytes.subarray(at, end) })
    if (type === 'IEND') return chunks
    at = end
  }
  throw new FormatError('PNG: the file is cut short')
}

/**
 * What pixels need: one header first, the palette where it is used, the data. Profiles and texts
 * are left out, as they can be bombs; so are the palettes that RGB files may suggest.
 */
function neededChunks(chunks: readonly Chunk[]): Chunk[] {
  const [header, ...rest] = chunks
  if (header.type !== 'IHDR' || header.bytes.length !== 25) {
    throw new FormatError('PNG: the file does not begin with a header')
  }
  if (rest.some(({ type }) => type === 'IHDR')) throw new FormatError('PNG: two headers')
  const indexed = header.bytes[17] === INDEXED
  if (indexed && !rest.some(({ type }) => type === 'PLTE')) {
    throw new FormatError('PNG: the palette is missing')
  }
  const needed = ['IHDR', 'IDAT', 'IEND', ...(indexed ? ['PLTE', 'tRNS'] : [])]
  return chunks.filter(({ type }) => needed.includes(type))
}

/** Refuses a header which promises more than the compressed data can hold, and bombs. */
function checkSize(chunks: readonly Chunk[]): void {
  const raw = rawSize(chunks[0].bytes)
  const compressed = chunks
    .filter(({ type }) => type === 'IDAT')
    .reduce((sum, { bytes }) => sum + bytes.length - 12, 0)
  if (raw > Math.min(MAX_PIXEL_BYTES, compressed * DEFLATE_MAX_RATIO)) {
    throw new FormatError(`PNG: ${compressed} bytes of data cannot hold the ${raw} bytes declared`)
  }
  // Deflate grows what it cannot shrink by far less than this.
  if (compressed > 2 * raw + 4096) {
    throw new FormatError(`PNG: ${compressed} bytes of data for ${raw} bytes of picture`)
  }
}

/** Bytes of the picture before compression: a filter byte and the packed pixels of each row. */
function rawSize(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const width = view.getUint32(8)
  const height = view.getUint32(12)
  const [depth, colourType] = [header[16], header[17]]
  const colours = COLOUR_TYPES.get(colourType)
  if (width === 0 || height === 0 || !colours?.depths.includes(depth)) {
    throw new FormatError(
      `PNG: ${width} x ${height} pixels of colour type ${colourType} and ${depth} bits`,
    )
  }
  return height * (1 + Math.ceil((width * colours.channels * depth) / 8))
}

function assemble(chunks: readonly Chunk[]): Uint8Array {
  const length = chunks.reduce((sum, { bytes }) => sum + bytes.length, SIGNATURE.length)
  const whole = new Uint8Array(length)
  whole.set(SIGNATURE)
  let at = SIGNATURE.length
  for (const { bytes } of chunks) {
    whole.set(bytes, at)
    at += bytes.length
  }
  return whole
}
