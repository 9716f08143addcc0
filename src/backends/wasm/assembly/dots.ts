// Contractions with few columns, as dot products over channels straight from the image: a panel of
// 16 columns would be mostly zeros, and a patch of its own a copy for nothing.

import { BLOCK, Multiply, PANEL_BYTES, PATCH_BYTES } from './layout'
import { madd } from './madd'
import { Pixel, pixelAt } from './patches'

/** With more columns a panel is as fast. */
const MOST_COLUMNS: i32 = 4
/** With fewer channels a dot product is mostly its end. */
const LEAST_CHANNELS: i32 = 16

/** Whether a product is to be computed so: by its shape alone. */
export function isNarrow(args: Multiply): bool {
  const bytes = args.columns * args.taps * args.channels * 4
  return (
    args.columns <= MOST_COLUMNS && args.channels >= LEAST_CHANNELS && bytes <= BLOCK * PATCH_BYTES
  )
}

/**
 * sums (count, columns), rows `pitch` bytes apart.
 * @param weights room for a block's patches, which takes the columns as rows instead
 */
export function multiplyDots(
  args: Multiply,
  pixels: usize,
  count: i32,
  weights: usize,
  sums: usize,
  pitch: i32,
): void {
  const bytes = args.taps * args.channels * 4
  for (let column = 0; column < args.columns; column++) {
    const row = weights + column * bytes
    turnColumn(args.panels + column * 4, row, bytes)
    for (let i = 0; i < count; i++) {
      store<f32>(sums + i * pitch + column * 4, dotPixel(args, pixelAt(pixels, i), row))
    }
  }
}

/** A panel's column as a row. */
function turnColumn(from: usize, row: usize, bytes: i32): void {
  const end = row + bytes
  for (; row < end; row += 4, from += PANEL_BYTES) store<f32>(row, load<f32>(from))
}

function dotPixel(args: Multiply, pixel: Pixel, weights: usize): f32 {
  const bytes = args.channels * 4
  let sum: f32 = 0
  for (let tap = 0; tap < args.taps; tap++, weights += bytes) {
    const offset = args.list() + tap * 8
    const y = pixel.y + load<i32>(offset)
    const x = pixel.x + load<i32>(offset, 4)
    if (<u32>y >= <u32>args.imageHeight || <u32>x >= <u32>args.imageWidth) continue
    sum += dot(pixel.image + (y * args.imageWidth + x) * args.xPitch, weights, bytes)
  }
  return sum
}

/** Sixteen products at a time. */
function dot(a: usize, b: usize, bytes: i32): f32 {
  let s0 = f32x4.splat(0)
  let s1 = f32x4.splat(0)
  let s2 = f32x4.splat(0)
  let s3 = f32x4.splat(0)
  const end = a + bytes
  for (; a + 64 <= end; a += 64, b += 64) {
    s0 = madd(v128.load(a), v128.load(b), s0)
    s1 = madd(v128.load(a, 16), v128.load(b, 16), s1)
    s2 = madd(v128.load(a, 32), v128.load(b, 32), s2)
    s3 = madd(v128.load(a, 48), v128.load(b, 48), s3)
  }
  let rest: f32 = 0
  for (; a < end; a += 4, b += 4) rest += load<f32>(a) * load<f32>(b)
  const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)) +
    rest
  )
}
