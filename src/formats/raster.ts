/** A picture of bytes: what the picture formats read and write. */

import { FormatError } from './error.ts'

/** Rows from top to bottom, pixels from left to right, channels innermost; 0 is black. */
export interface Raster {
  readonly width: number
  readonly height: number
  /** 1 is grey, 3 is RGB. */
  readonly channels: 1 | 3
  readonly data: Uint8Array
}

/** A byte of a colour laid over white, which is behind all that is transparent. */
export const overWhite = (value: number, alpha: number) =>
  Math.round(255 + ((value - 255) * alpha) / 255)

/** @throws {FormatError} where sizes are not whole numbers from 1 or do not match the data. */
export function checkRaster(raster: Raster, format: string): void {
  const { width, height, channels, data } = raster
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new FormatError(`${format}: a picture of ${width} x ${height} pixels cannot be written`)
  }
  if (data.length !== width * height * channels) {
    throw new FormatError(
      `${format}: ${width} x ${height} pixels of ${channels} channels take ` +
        `${width * height * channels} bytes, but there are ${data.length}`,
    )
  }
}
