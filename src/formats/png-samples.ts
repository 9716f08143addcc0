/** From a PNG's filtered rows to one number per pixel and channel. Knows no colours. */

import { formatsError } from './errors.ts'
import { type PngHeader, passesOf, rowBytes } from './png-header.ts'

/** One number of `depth` bits per pixel and channel. */
export type Samples = Uint8Array | Uint16Array

/**
 * @param rows those of all passes, `sizeUnpacked` bytes; filters are undone in place
 * @throws {DdpmError} where a filter is unknown.
 */
export function samplesOf(header: PngHeader, rows: Uint8Array): Samples {
  const { width, height, channels, depth } = header
  const samples = new (depth > 8 ? Uint16Array : Uint8Array)(width * height * channels)
  let at = 0
  for (const pass of passesOf(header)) {
    const length = rowBytes(header, pass.width)
    let above: Uint8Array = new Uint8Array(length)
    for (let y = 0; y < pass.height; y++) {
      const row = rows.subarray(at + 1, at + 1 + length)
      undoFilter(rows[at], row, above, Math.ceil((channels * depth) / 8))
      const first = (pass.y + y * pass.dy) * width + pass.x
      for (let x = 0; x < pass.width; x++) {
        for (let c = 0; c < channels; c++) {
          samples[(first + x * pass.dx) * channels + c] = sampleAt(row, x * channels + c, header)
        }
      }
      above = row
      at += 1 + length
    }
  }
  return samples
}

/** Number `index` of a row. */
function sampleAt(row: Uint8Array, index: number, { depth }: PngHeader): number {
  if (depth === 8) return row[index]
  if (depth === 16) return (row[2 * index] << 8) | row[2 * index + 1]
  const bit = index * depth
  return (row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

/** What a filter has taken off a byte, by its neighbours to the left, above, and above the left. */
type Prediction = (left: number, up: number, corner: number) => number

const predictions: readonly Prediction[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
]

/** The neighbour that is nearest to left + up - corner (section 9.4). */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner)
  const toUp = Math.abs(left - corner)
  const toCorner = Math.abs(left + up - 2 * corner)
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** @param pixel bytes from a byte to its left neighbour */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, pixel: number): void {
  const predict = predictions[filter]
  if (!predict) throw formatsError('png.filter-unknown', { filter })
  if (filter === 0) return
  for (let i = 0; i < row.length; i++) {
    const left = i < pixel ? 0 : row[i - pixel]
    const corner = i < pixel ? 0 : above[i - pixel]
    row[i] += predict(left, above[i], corner)
  }
}
