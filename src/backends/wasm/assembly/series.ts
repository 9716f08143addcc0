// Patches of few elements lie the other way round: a series per tap and channel, of its value at
// each pixel of a block. Lines of an image become series without a copy per pixel, and the tiles
// read either way: what multiplies patches correlates series, and the reverse.

import { PATCH_BYTES, Patches } from './layout'
import { Pixel, pixelAt } from './patches'
import { clearRow } from './rows'

/** More elements than that are packed pixel by pixel; a block has room for as many series. */
const FEW: i32 = 32
/** Lines shorter than that are not worth it. */
const SHORT: i32 = 4

/** Whether a contraction's patches are to be series: by their shape alone. */
export function isFew(args: Patches): bool {
  return args.taps * args.channels <= FEW && args.gridWidth >= SHORT
}

/**
 * Packs series of `count` pixels, PATCH_BYTES apart.
 * @param offsets (dy, dx) of each tap
 */
export function packSeries(
  args: Patches,
  offsets: usize,
  pixels: usize,
  count: i32,
  series: usize,
): void {
  for (let i = 0; i < count; ) {
    const pixel = pixelAt(pixels, i)
    const length = min(count - i, args.gridWidth - pixel.x / args.step)
    let into = series + i * 4
    for (let tap = 0; tap < args.taps; tap++) {
      const offset = offsets + tap * 8
      packRun(args, pixel, load<i32>(offset), load<i32>(offset, 4), length, into)
      into += args.channels * PATCH_BYTES
    }
    i += length
  }
}

/** What one tap sees from `length` pixels of a line of the grid, channel by channel. */
function packRun(args: Patches, pixel: Pixel, dy: i32, dx: i32, length: i32, into: usize): void {
  const y = pixel.y + dy
  const x = pixel.x + dx
  const step = args.step
  const inside = <u32>y < <u32>args.imageHeight
  // The pixels from `first` to `last` see the image, the others what is beside it.
  const first = inside ? min(length, (max(0, -x) + step - 1) / step) : length
  const last = max(first, min(length, (args.imageWidth - x + step - 1) / step))
  const stride: usize = step * args.xPitch
  const line = pixel.image + (y * args.imageWidth + x) * args.xPitch
  for (let channel = 0; channel < args.channels; channel++) {
    clearRow(into, first * 4)
    let from = line + channel * 4 + first * stride
    for (let i = first; i < last; i++, from += stride) store<f32>(into + i * 4, load<f32>(from))
    clearRow(into + last * 4, (length - last) * 4)
    into += PATCH_BYTES
  }
}
