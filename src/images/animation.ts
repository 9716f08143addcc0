/** A denoising run as an animated GIF of grids. */

import type { NdArray } from '../base/shape.ts'
import { encodeGif } from '../formats/gif.ts'
import { checkCount } from './canvas.ts'
import { imagesError } from './errors.ts'
import { type GridOptions, grid } from './grid.ts'

export interface AnimationOptions extends GridOptions {
  /** Milliseconds for which each frame stands, up to 655,350. Default 100. */
  delay?: number
  /** The same for the last frame. Default 2000. */
  holdLast?: number
}

/**
 * The bytes of a GIF that shows the frames in order, rests on the last, and begins again. Grey
 * images keep all 256 greys; of alpha, pixels are transparent or not.
 * @param frames Each (N, H, W, C) in [-1, 1], all of one shape; C 1 to 4.
 * @throws {DdpmError} where there is no frame or a shape cannot be drawn, or where the
 * frames differ in shape, a side of the grid is above 65,535 pixels, or a delay out of range.
 */
export function denoisingGif(
  frames: readonly NdArray[],
  options: AnimationOptions = {},
): Uint8Array {
  const { delay = 100, holdLast = 2000, scale = 1, ...layout } = options
  checkCount(scale, 'scale')
  if (frames.length === 0) throw imagesError('drawing.no-frames')
  const grids = frames.map((frame) => grid(frame, layout))
  const delays = grids.map((_, i) => (i === grids.length - 1 ? holdLast : delay))
  return encodeGif(grids, { delays, scale })
}
