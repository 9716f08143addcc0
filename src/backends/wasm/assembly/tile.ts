// The heart: products of small dense blocks, held in registers over the whole inner dimension. It
// knows nothing of convolutions. x has a pitch of PATCH_BYTES, panels one of PANEL_BYTES.

import { WIDE } from './layout'
import { correlate4x16, multiply4x16 } from './tile-4x16'
import { correlate6x8, multiply6x8 } from './tile-6x8'

/** A tile's height, and its width in bytes. */
export const TILE_ROWS: i32 = WIDE ? 4 : 6
export const TILE_WIDTH: i32 = WIDE ? 64 : 32

/** sums += x . panel; rows of sums are `pitch` bytes apart. */
export function multiplyTile(x: usize, panel: usize, depth: i32, sums: usize, pitch: i32): void {
  if (WIDE) multiply4x16(x, panel, depth, sums, pitch)
  else multiply6x8(x, panel, depth, sums, pitch)
}

/** product = x transposed . panel; rows of the product are PANEL_BYTES apart. */
export function correlateTile(x: usize, panel: usize, depth: i32, product: usize): void {
  if (WIDE) correlate4x16(x, panel, depth, product)
  else correlate6x8(x, panel, depth, product)
}
