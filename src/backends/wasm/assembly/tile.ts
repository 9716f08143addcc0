// The heart: products of small dense blocks, held in registers over the whole inner dimension. It
// knows nothing of convolutions. x has a pitch of PATCH_BYTES; panels and products of PANEL_BYTES.

import { PANEL_BYTES, WIDE } from './layout'
import { correlate4x16, multiply4x16 } from './tile-4x16'
import { correlate6x8, multiply6x8 } from './tile-6x8'

/** A tile's height, and its width in bytes. */
export const TILE_ROWS: i32 = WIDE ? 4 : 6
export const TILE_WIDTH: i32 = WIDE ? 64 : 32
/** Numbers in a tile. */
export const TILE_RESULTS: i32 = TILE_ROWS * (TILE_WIDTH / 4)

/** product = x . panel */
export function multiplyTile(x: usize, panel: usize, depth: i32, product: usize): void {
  if (WIDE) multiply4x16(x, panel, depth, product)
  else multiply6x8(x, panel, depth, product)
}

/** product = x transposed . panel */
export function correlateTile(x: usize, panel: usize, depth: i32, product: usize): void {
  if (WIDE) correlate4x16(x, panel, depth, product)
  else correlate6x8(x, panel, depth, product)
}

/**
 * sums += product, a tile's rows of 16; rows of sums are `pitch` bytes apart. Apart from the
 * products: each is then a short sum by itself, which keeps rounding small, and V8 keeps the
 * products in registers.
 */
export function addTile(sums: usize, pitch: i32, product: usize): void {
  for (let row = 0; row < TILE_ROWS; row++) {
    const s3 = f32x4.add(v128.load(sums, 48), v128.load(product, 48))
    const s2 = f32x4.add(v128.load(sums, 32), v128.load(product, 32))
    const s1 = f32x4.add(v128.load(sums, 16), v128.load(product, 16))
    const s0 = f32x4.add(v128.load(sums), v128.load(product))
    v128.store(sums, s3, 48)
    v128.store(sums, s2, 32)
    v128.store(sums, s1, 16)
    v128.store(sums, s0)
    sums += pitch
    product += PANEL_BYTES
  }
}
