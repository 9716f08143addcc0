/** What can be wrong with GIFs to write, by code. */

import { type ErrorCatalog, errorsOf } from '../../base/errors.ts'
import type { Size } from './words.ts'

export const gifErrors = {
  'gif.no-frames': () => 'GIF: an animation needs at least one frame',
  'gif.frames-differ': () =>
    'GIF: the frames differ in size or channels: give frames that are alike',
  'gif.too-large': ({ width, height, most }: Size & { most: number }) =>
    `GIF: ${width} x ${height} pixels are too many: a side holds at most ${most}`,
  'gif.delays-invalid': ({ frames, most }: { frames: number; most: number }) =>
    `GIF: ${frames} frames need as many delays, each from 0 to ${most} ms`,
} satisfies ErrorCatalog

export const gifError = errorsOf(gifErrors)
