/** BMP to rasters: every depth that is stored without compression, and masks of 16 and 32 bits. */

import { bmpError } from './errors/bmp.ts'
import type { Raster } from './raster.ts'

const FILE_HEADER = 14
const CORE_HEADER = 12
const MASKED = [3, 6]
/** As of a PNG. */
const MAX_PIXELS = 2 ** 28

/** Where red, green, blue and alpha lie in a pixel's bits. */
type Masks = readonly [red: number, green: number, blue: number, alpha: number]

const usualMasks: Readonly<Record<number, Masks>> = {
  16: [0x7c00, 0x3e0, 0x1f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
}

interface Header {
  readonly width: number
  readonly height: number
  /** Whether the first row stored is the uppermost. */
  readonly topDown: boolean
  readonly depth: number
  /** Bytes from the file's beginning to the pixels. */
  readonly pixels: number
  readonly masks: Masks | undefined
  /** Blue, green, red and one byte more (or none) of each colour. */
  readonly palette: Uint8Array
  readonly paletteStep: 3 | 4
}

const truncated = (bytes: Uint8Array) => bmpError('bmp.truncated', { bytes: bytes.length })

/** What lies behind the header: a palette, or masks. */
function masksOf(view: DataView, headerSize: number, depth: number, compression: number): Masks {
  if (!MASKED.includes(compression)) return usualMasks[depth]
  const at = FILE_HEADER + 40
  const hasAlpha = headerSize >= 56 || compression === 6
  const mask = (i: number) => view.getUint32(at + 4 * i, true)
  return [mask(0), mask(1), mask(2), hasAlpha ? mask(3) : 0]
}

/** @throws {DdpmError} `bmp.…` */
function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < FILE_HEADER + CORE_HEADER) throw truncated(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [pixels, size] = [view.getUint32(10, true), view.getUint32(14, true)]
  const isCore = size === CORE_HEADER
  // masks may stand behind the shortest header that has them
  if (bytes.length < FILE_HEADER + (isCore ? CORE_HEADER : Math.max(size, 40) + 16)) {
    throw truncated(bytes)
  }
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true)
  const signed = isCore ? view.getUint16(20, true) : view.getInt32(22, true)
  const depth = view.getUint16(isCore ? 24 : 28, true)
  const compression = isCore ? 0 : view.getUint32(30, true)
  const height = Math.abs(signed)
  if (width < 1 || height < 1 || ![1, 4, 8, 16, 24, 32].includes(depth)) {
    throw bmpError('bmp.header-invalid', { width, height, depth })
  }
  const isMasked = MASKED.includes(compression) && (depth === 16 || depth === 32)
  if (compression !== 0 && !isMasked) throw bmpError('bmp.compression-unsupported', { compression })
  if (width * height > MAX_PIXELS) {
    throw bmpError('bmp.too-large', { width, height, most: MAX_PIXELS })
  }
  const paletteStep = isCore ? 3 : 4
  const from = FILE_HEADER + size + (isMasked && size === 40 ? 12 : 0)
  const palette = bytes.subarray(
    from,
    Math.min(pixels, from + paletteStep * 2 ** Math.min(depth, 8)),
  )
  const masks = depth === 16 || depth === 32 ? masksOf(view, size, depth, compression) : undefined
  return { width, height, topDown: signed < 0, depth, pixels, masks, palette, paletteStep }
}

/** From the bits under a mask to 0..255. */
function scaled(bits: number, mask: number): number {
  if (mask === 0) return 0
  const low = mask & -mask
  return Math.round((((bits & mask) >>> 0) / (low >>> 0)) * (255 / ((mask >>> 0) / (low >>> 0))))
}

/** Writes a row of pixels; `into` has as many channels as the raster. */
type RowReader = (row: DataView, into: Uint8Array) => void

function maskedRow({ width, depth }: Header, masks: Masks, channels: number): RowReader {
  return (row, into) => {
    for (let x = 0, to = 0; x < width; x++) {
      const bits = depth === 16 ? row.getUint16(2 * x, true) : row.getUint32(4 * x, true)
      for (let c = 0; c < channels; c++) into[to++] = scaled(bits, masks[c])
    }
  }
}

function paletteRow({ width, depth, palette, paletteStep }: Header): RowReader {
  return (row, into) => {
    for (let x = 0, to = 0; x < width; x++) {
      const bit = x * depth
      const index = (row.getUint8(bit >> 3) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
      const at = index * paletteStep
      if (at + 3 > palette.length) throw bmpError('bmp.palette-too-short', { index })
      for (let c = 2; c >= 0; c--) into[to++] = palette[at + c]
    }
  }
}

function plainRow({ width }: Header): RowReader {
  return (row, into) => {
    for (let x = 0, to = 0; x < width; x++) {
      for (let c = 2; c >= 0; c--) into[to++] = row.getUint8(3 * x + c)
    }
  }
}

/**
 * Reads a BMP: palettes are looked up, alpha is kept where a mask says that there is one.
 * @throws {DdpmError} `bmp.…` where the file is corrupt, cut short or compressed
 */
export function decodeBmp(bytes: Uint8Array): Raster {
  const header = readHeader(bytes)
  const { width, height, depth, pixels, masks, topDown } = header
  const rowBytes = Math.ceil((width * depth) / 32) * 4
  if (pixels + rowBytes * height > bytes.length) throw truncated(bytes)
  const channels = masks && masks[3] !== 0 ? 4 : 3
  const read = masks
    ? maskedRow(header, masks, channels)
    : depth === 24
      ? plainRow(header)
      : paletteRow(header)
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y++) {
    const stored = topDown ? y : height - 1 - y
    const row = new DataView(bytes.buffer, bytes.byteOffset + pixels + stored * rowBytes, rowBytes)
    read(row, data.subarray(y * width * channels, (y + 1) * width * channels))
  }
  return { width, height, channels, data }
}
