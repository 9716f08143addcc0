/** What is transparent, shown as editors show it: over squares of two greys. */

import { hasAlpha, type OpaqueRaster, over, type Raster } from '../formats/raster.ts'
import { blank } from './canvas.ts'

const LIGHT = [255, 255, 255] as const
const DARK = [208, 208, 208] as const
/** Pixels a side of a square. */
const SQUARE = 8

/** A raster with its transparent parts over a checkerboard; one without alpha as it is. */
export function overChecker(raster: Raster): OpaqueRaster {
  const light = over(raster, LIGHT)
  if (!hasAlpha(raster.channels)) return light
  const dark = over(raster, DARK)
  const { width, height, channels } = light
  const data = light.data.slice()
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      if ((Math.floor(x / SQUARE) + Math.floor(y / SQUARE)) % 2 === 0) continue
      data.set(dark.data.subarray(at, at + channels), at)
    }
  }
  return { width, height, channels, data }
}

/** A raster that is transparent everywhere, or black where it has no alpha. */
export function empty(width: number, height: number, channels: Raster['channels']): Raster {
  if (!hasAlpha(channels)) return blank(width, height, channels, [0, 0, 0])
  return { width, height, channels, data: new Uint8Array(width * height * channels) }
}
