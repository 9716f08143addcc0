/** What a PNG's header says of its pixels, and in which passes and rows they come. */

import { pngError } from './errors/png.ts'
import type { Raster } from './raster.ts'

export const SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Channels stored per pixel and the bits each may have, by PNG's colour type (section 11.2.2). */
const COLOUR_TYPES = new Map<number, { channels: Raster['channels']; depths: readonly number[] }>([
  [0, { channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { channels: 3, depths: [8, 16] }],
  [3, { channels: 1, depths: [1, 2, 4, 8] }],
  [4, { channels: 2, depths: [8, 16] }],
  [6, { channels: 4, depths: [8, 16] }],
])
const INDEXED = 3

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits per channel. */
  readonly depth: number
  /** Stored per pixel; an alpha is one. */
  readonly channels: Raster['channels']
  /** Whether pixels are indices into a palette. */
  readonly indexed: boolean
  readonly interlaced: boolean
}

/** @throws {DdpmError} where it is not one of the specification's. */
export function readHeader(content: Uint8Array): PngHeader {
  if (content.length !== 13) throw pngError('png.header-missing')
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [depth, colourType, compression, filter, interlace] = content.subarray(8)
  const colours = COLOUR_TYPES.get(colourType)
  if (width === 0 || height === 0 || !colours?.depths.includes(depth)) {
    throw pngError('png.header-invalid', { width, height, colourType, depth })
  }
  if (compression > 0 || filter > 0 || interlace > 1) {
    throw pngError('png.methods-unknown', { compression, filter, interlace })
  }
  const { channels } = colours
  return {
    width,
    height,
    depth,
    channels,
    indexed: colourType === INDEXED,
    interlaced: !!interlace,
  }
}

/** A part of the image that is stored by itself: every `dx`-th pixel of every `dy`-th row. */
export interface Pass {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
  readonly width: number
  readonly height: number
}

/** Adam7 (section 8.2): x, y, dx, dy. */
const INTERLACED = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]

/** Passes that hold a pixel. */
export function passesOf({ width, height, interlaced }: PngHeader): Pass[] {
  const passes = interlaced ? INTERLACED : [[0, 0, 1, 1]]
  return passes
    .map(([x, y, dx, dy]) => {
      return {
        x,
        y,
        dx,
        dy,
        width: Math.ceil((width - x) / dx),
        height: Math.ceil((height - y) / dy),
      }
    })
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

/** Bytes of a row's pixels, which stand behind a byte that names its filter. */
export const rowBytes = ({ channels, depth }: PngHeader, width: number) =>
  Math.ceil((width * channels * depth) / 8)

/** Bytes of the image before compression. */
export function sizeUnpacked(header: PngHeader): number {
  return passesOf(header).reduce(
    (sum, { width, height }) => sum + height * (1 + rowBytes(header, width)),
    0,
  )
}
