/** From a PNG's filtered rows to one number per pixel and channel. Knows no colours. */

import { pngError } from './errors/png.ts'
import { type Pass, type PngHeader, passesOf, rowBytes } from './png-header.ts'

/** One number of `depth` bits per pixel and channel. */
export type Samples = Uint8Array | Uint16Array

/**
 * @param rows those of all passes, `sizeUnpacked` bytes; filters are undone in place
 * @throws {DdpmError} where a filter is unknown.
 */
export function samplesOf(header: PngHeader, rows: Uint8Array): Samples {
  const { width, height, channels, depth, interlaced } = header
  const isPlain = depth === 8 && !interlaced
  const samples = new (depth > 8 ? Uint16Array : Uint8Array)(width * height * channels)
  const pixel = Math.ceil((channels * depth) / 8)
  let at = 0
  for (const pass of passesOf(header)) {
    const length = rowBytes(header, pass.width)
    for (let y = 0; y < pass.height; y++, at += 1 + length) {
      undoFilter(rows, at, y === 0 ? undefined : at - 1 - length, length, pixel)
      if (isPlain) for (let i = 0; i < length; i++) samples[y * length + i] = rows[at + 1 + i]
      else {
        const row = rows.subarray(at + 1, at + 1 + length)
        spread(samples, row, { ...pass, y: pass.y + y * pass.dy }, header)
      }
    }
  }
  return samples
}

/** A row's numbers, to where they belong in the image. */
function spread(samples: Samples, row: Uint8Array, at: Pass, header: PngHeader): void {
  const { width, channels } = header
  const first = at.y * width + at.x
  for (let x = 0; x < at.width; x++) {
    for (let c = 0; c < channels; c++) {
      samples[(first + x * at.dx) * channels + c] = sampleAt(row, x * channels + c, header)
    }
  }
}

/** Number `index` of a row. */
function sampleAt(row: Uint8Array, index: number, { depth }: PngHeader): number {
  if (depth === 8) return row[index]
  if (depth === 16) return (row[2 * index] << 8) | row[2 * index + 1]
  const bit = index * depth
  return (row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

/** The neighbour that is nearest to left + up - corner (section 9.4). */
function paeth(left: number, up: number, corner: number): number {
  const [fromUp, fromLeft] = [up - corner, left - corner]
  const toLeft = Math.abs(fromUp)
  const toUp = Math.abs(fromLeft)
  const toCorner = Math.abs(fromUp + fromLeft)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/**
 * Puts back what a filter has taken off each byte of a row, by its neighbours to the left and above.
 * @param row where the row's first byte is, and `end` where it ends
 * @param up bytes from a byte to the one above it
 * @param pixel bytes from a byte to its left neighbour
 */
type Undo = (bytes: Uint8Array, row: number, end: number, up: number, pixel: number) => void

const undoNothing: Undo = () => {}

const undoLeft: Undo = (bytes, row, end, _, pixel) => {
  for (let i = row + pixel; i < end; i++) bytes[i] += bytes[i - pixel]
}

// A loop each: this is where most of the time goes in reading many images.
const undoing: readonly Undo[] = [
  undoNothing,
  undoLeft,
  (bytes, row, end, up) => {
    for (let i = row; i < end; i++) bytes[i] += bytes[i - up]
  },
  (bytes, row, end, up, pixel) => {
    const first = Math.min(row + pixel, end)
    for (let i = row; i < first; i++) bytes[i] += bytes[i - up] >> 1
    for (let i = first; i < end; i++) bytes[i] += (bytes[i - pixel] + bytes[i - up]) >> 1
  },
  (bytes, row, end, up, pixel) => {
    // channel by channel, so that what is to the left is at hand
    for (let c = 0; c < pixel; c++) {
      let [left, corner] = [0, 0]
      for (let i = row + c; i < end; i += pixel) {
        const above = bytes[i - up]
        left = (bytes[i] + paeth(left, above, corner)) & 255
        bytes[i] = left
        corner = above
      }
    }
  },
]

/** The first row of a pass, above which all is 0. */
const undoingFirst: readonly Undo[] = [
  undoNothing,
  undoLeft,
  undoNothing,
  (bytes, row, end, _, pixel) => {
    for (let i = row + pixel; i < end; i++) bytes[i] += bytes[i - pixel] >> 1
  },
  undoLeft, // the left neighbour is the nearest to itself
]

/**
 * @param at where the byte is that names the filter; the row is behind it
 * @param above where that of the row above is
 * @param pixel bytes from a byte to its left neighbour
 */
function undoFilter(
  bytes: Uint8Array,
  at: number,
  above: number | undefined,
  length: number,
  pixel: number,
): void {
  const filter = bytes[at]
  const undo = (above === undefined ? undoingFirst : undoing)[filter]
  if (!undo) throw pngError('png.filter-unknown', { filter })
  undo(bytes, at + 1, at + 1 + length, at - (above ?? 0), pixel)
}
