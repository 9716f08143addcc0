// Products of more rows than a register tile has, against one panel. x has a pitch of PATCH_BYTES;
// panels and sums of PANEL_BYTES. Rows of sums are rounded up to whole tiles.

import { PANEL_BYTES, PATCH_BYTES } from './layout'
import { addTile, correlateTile, multiplyTile, TILE_ROWS, TILE_WIDTH } from './tile'

/**
 * sums (rows, 16) += x . panel (depth, 16)
 * @param x (rows, depth), or (depth, rows) where it is `turned`
 * @param width bytes of the panel's columns that are wanted
 * @param fresh where a product waits to be added; 0 to store it at once
 */
export function multiplyRows(
  x: usize,
  turned: bool,
  rows: i32,
  panel: usize,
  depth: i32,
  width: i32,
  sums: usize,
  fresh: usize,
): void {
  const step = TILE_ROWS * (turned ? 4 : PATCH_BYTES)
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const product = fresh ? fresh : sums
    for (let column = 0; column < width; column += TILE_WIDTH) {
      if (turned) correlateTile(x, panel + column, depth, product + column)
      else multiplyTile(x, panel + column, depth, product + column)
    }
    if (fresh) addTile(sums, PANEL_BYTES, fresh)
    x += step
    sums += TILE_ROWS * PANEL_BYTES
  }
}
