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
  let at = 0
  for (const pass of passesOf(header)) {
    const length = rowBytes(header, pass.width)
    let above: Uint8Array = new Uint8Array(length)
    for (let y = 0; y < pass.height; y++) {
      const row = rows.subarray(at + 1, at + 1 + length)
      undoFilter(rows[at], row, above, Math.ceil((channels * depth) / 8))
      if (isPlain) samples.set(row, y * length)
      else spread(samples, row, { ...pass, y: pass.y + y * pass.dy }, header)
      above = row
      at += 1 + length
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
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Puts back what a filter has taken off each byte, by its neighbours to the left and above. */
type Undo = (row: Uint8Array, above: Uint8Array, pixel: number) => void

// A loop each: this is where most of the time goes in reading many images.
const undoing: readonly Undo[] = [
  () => {},
  (row, _, pixel) => {
    for (let i = pixel; i < row.length; i++) row[i] += row[i - pixel]
  },
  (row, above) => {
    for (let i = 0; i < row.length; i++) row[i] += above[i]
  },
  (row, above, pixel) => {
    for (let i = 0; i < Math.min(pixel, row.length); i++) row[i] += above[i] >> 1
    for (let i = pixel; i < row.length; i++) row[i] += (row[i - pixel] + above[i]) >> 1
  },
  (row, above, pixel) => {
    for (let i = 0; i < Math.min(pixel, row.length); i++) row[i] += above[i]
    for (let i = pixel; i < row.length; i++) {
      row[i] += paeth(row[i - pixel], above[i], above[i - pixel])
    }
  },
]

/** @param pixel bytes from a byte to its left neighbour */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, pixel: number): void {
  const undo = undoing[filter]
  if (!undo) throw pngError('png.filter-unknown', { filter })
  undo(row, above, pixel)
}
