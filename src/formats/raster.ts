/** An image of bytes: what the image formats read and write. */

import type { Colour } from '../base/colour.ts'
import { rasterError } from './errors/raster.ts'

export type { Colour } from '../base/colour.ts'

/** Rows from top to bottom, pixels from left to right, channels innermost; 0 is black. */
export interface Raster {
  readonly width: number
  readonly height: number
  /**
   * 1 is grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. Alpha is 0 where a pixel is transparent and
   * straight: the colours are not multiplied by it.
   */
  readonly channels: 1 | 2 | 3 | 4
  readonly data: Uint8Array
}

/** A raster without alpha. */
export interface OpaqueRaster extends Raster {
  readonly channels: 1 | 3
}

/** Whether so many channels have an alpha as their last. */
export const hasAlpha = (channels: number): boolean => channels === 2 || channels === 4

const isOpaque = (raster: Raster): raster is OpaqueRaster => !hasAlpha(raster.channels)

/**
 * The raster laid over a background: each byte is `colour + (byte - colour) * alpha / 255`, rounded.
 * Grey stays grey over a grey.
 */
export function over(raster: Raster, colour: Colour): OpaqueRaster {
  if (isOpaque(raster)) return raster
  const { width, height, channels, data } = raster
  const isGrey = channels === 2 && colour[0] === colour[1] && colour[0] === colour[2]
  const colours = isGrey ? 1 : 3
  const flat = new Uint8Array(width * height * colours)
  for (let from = 0, to = 0; to < flat.length; from += channels) {
    const alpha = data[from + channels - 1]
    for (let c = 0; c < colours; c++) {
      const value = data[channels === 2 ? from : from + c]
      flat[to++] = Math.round(colour[c] + ((value - colour[c]) * alpha) / 255)
    }
  }
  return { width, height, channels: colours, data: flat }
}

/** @throws {DdpmError} where sizes are not whole numbers from 1 or do not match the data. */
export function checkRaster(raster: Raster, format: string): void {
  const { width, height, channels, data } = raster
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw rasterError('raster.size-invalid', { format, width, height })
  }
  if (data.length !== width * height * channels) {
    const have = data.length
    throw rasterError('raster.bytes-mismatch', { format, width, height, channels, have })
  }
}
