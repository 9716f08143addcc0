// Rows of a contraction out of images: for each pixel of a block, what its filter sees, tap after
// tap, in one dense row; zeros outside the image. The inner loops then know no borders.

import { BLOCK, PATCH_BYTES, Patches, PIXEL_BYTES } from './layout'
import { clearRow, copyRow } from './rows'

/** A pixel of the grid: its image's address, its origin there, its row in the result. */
@unmanaged
export class Pixel {
  image: usize
  y: i32
  x: i32
  row: i32
  sample: i32
}

export function pixelAt(pixels: usize, index: i32): Pixel {
  return changetype<Pixel>(pixels + index * PIXEL_BYTES)
}

/** Fills in `count` pixels of the grid, beginning with number `first`. */
export function placePixels(args: Patches, pixels: usize, first: i32, count: i32): void {
  const perImage = args.gridHeight * args.gridWidth
  let sample = first / perImage
  let y = (first % perImage) / args.gridWidth
  let x = first % args.gridWidth
  for (let i = 0; i < count; i++) {
    const pixel = pixelAt(pixels, i)
    pixel.image = args.x + <usize>sample * (args.imageHeight * args.imageWidth * args.xPitch)
    pixel.y = y * args.step
    pixel.x = x * args.step
    pixel.row = resultRow(args, sample, y, x)
    pixel.sample = sample
    if (++x < args.gridWidth) continue
    x = 0
    if (++y < args.gridHeight) continue
    y = 0
    sample++
  }
}

function resultRow(args: Patches, sample: i32, y: i32, x: i32): i32 {
  const line = sample * args.resultHeight + y * args.resultStep + args.phaseY
  return line * args.resultWidth + x * args.resultStep + args.phaseX
}

/**
 * Packs elements `from` to `to` of each pixel's row.
 * @param offsets (dy, dx) of each tap
 */
export function packPatches(
  args: Patches,
  offsets: usize,
  pixels: usize,
  count: i32,
  from: i32,
  to: i32,
  patches: usize,
): void {
  const channels = args.channels
  for (let at = from; at < to; ) {
    const channel = at % channels
    const length = min(channels - channel, to - at)
    const into = patches + (at - from) * 4
    const offset = offsets + (at / channels) * 8
    packTap(
      args,
      load<i32>(offset),
      load<i32>(offset, 4),
      channel * 4,
      length * 4,
      pixels,
      count,
      into,
    )
    at += length
  }
}

/** One tap's channels, from byte `channel` on, of every pixel. */
function packTap(
  args: Patches,
  dy: i32,
  dx: i32,
  channel: usize,
  bytes: i32,
  pixels: usize,
  count: i32,
  into: usize,
): void {
  const height = args.imageHeight
  const width = args.imageWidth
  for (let i = 0; i < count; i++) {
    const pixel = pixelAt(pixels, i)
    const y = pixel.y + dy
    const x = pixel.x + dx
    if (<u32>y < <u32>height && <u32>x < <u32>width) {
      copyRow(into, pixel.image + (y * width + x) * args.xPitch + channel, bytes)
    } else {
      clearRow(into, bytes)
    }
    into += PATCH_BYTES
  }
}

/** Blocks that the grid's pixels make. */
export function blocksOf(args: Patches): i32 {
  return (args.pixels + BLOCK - 1) / BLOCK
}
