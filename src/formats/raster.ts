/** An image of bytes: what the image formats read and write. */

import { formatsError } from './errors.ts'

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

/** @throws {DdpmError} where sizes are not whole numbers from 1 or do not match the data. */
export function checkRaster(raster: Raster, format: string): void {
  const { width, height, channels, data } = raster
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw formatsError('raster.size-invalid', { format, width, height })
  }
  if (data.length !== width * height * channels) {
    const have = data.length
    throw formatsError('raster.bytes-mismatch', { format, width, height, channels, have })
  }
}
