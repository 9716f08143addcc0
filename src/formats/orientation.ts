/** How a camera was held, as EXIF notes it, and images turned upright. */

import type { Raster } from './raster.ts'

const ORIENTATION = 0x0112

/** 1 to 8 (EXIF 2.3, tag 274) from a TIFF header and its first directory; 1 where it says nothing. */
export function orientationOf(exif: Uint8Array): number {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength)
  if (exif.length < 8) return 1
  const little = view.getUint16(0) === 0x4949
  const at = view.getUint32(4, little)
  if (at + 2 > exif.length) return 1
  const count = view.getUint16(at, little)
  for (let entry = at + 2; entry < at + 2 + 12 * count && entry + 12 <= exif.length; entry += 12) {
    if (view.getUint16(entry, little) !== ORIENTATION) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** The image as a viewer shows it: from 5 on rows and columns change places. */
export function upright(raster: Raster, orientation: number): Raster {
  if (orientation === 1) return raster
  const { width, height, channels, data } = raster
  const swaps = orientation > 4
  const [across, down] = swaps ? [height, width] : [width, height]
  const fromRight = [2, 3, 7, 8].includes(orientation)
  const fromBelow = [3, 4, 6, 7].includes(orientation)
  const turned = new Uint8Array(data.length)
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const [column, row] = swaps ? [y, x] : [x, y]
      const from =
        (fromBelow ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column)
      for (let c = 0; c < channels; c++) {
        turned[(y * across + x) * channels + c] = data[from * channels + c]
      }
    }
  }
  return { width: across, height: down, channels, data: turned }
}
