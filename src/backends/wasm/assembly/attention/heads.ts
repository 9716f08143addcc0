// A head's rows against each other: what attention and its gradient are made of. Scores lie in
// panels of 16 keys, (panels, ATTENTION_ROWS, 16), as products leave them; to be multiplied
// themselves they are laid out as rows, a stretch of keys at a time.

import { ATTENTION_ROWS, DEPTH, Heads, PANEL, PANEL_BYTES, PATCH_BYTES } from '../layout'
import { multiplyRows } from '../products'
import { copyRow, scaleRow } from '../rows'

/** Bytes from a panel of a block of rows to the next. */
export const BLOCK_PANEL: i32 = ATTENTION_ROWS * PANEL_BYTES

/** Where a head begins: they are counted sample by sample. */
export function headAt(args: Heads, address: usize, pitch: i32, head: i32): usize {
  const sample = head / args.heads
  const channel = (head % args.heads) * args.width
  return address + <usize>sample * args.length * pitch + channel * 4
}

/** scores (count, keys) = x (count, width) . panels (width, keys) */
export function scoreRows(
  args: Heads,
  x: usize,
  pitch: i32,
  count: i32,
  panels: usize,
  scores: usize,
  scratch: usize,
): void {
  const packed = scratch + args.packed
  for (let from = 0; from < args.width; from += DEPTH) {
    const depth = min(DEPTH, args.width - from)
    for (let i = 0; i < count; i++) {
      copyRow(packed + i * PATCH_BYTES, x + i * pitch + from * 4, depth * 4)
    }
    const fresh: usize = from ? scratch + args.fresh : 0
    for (let key = 0; key < args.length; key += PANEL) {
      const panel = panels + key * args.width * 4 + from * PANEL_BYTES
      const bytes = min(PANEL, args.length - key) * 4
      const sums = scores + (key / PANEL) * BLOCK_PANEL
      multiplyRows(packed, false, count, panel, depth, bytes, sums, fresh)
    }
  }
}

/** sums (count, width) = weights (count, keys) . panels (keys, width) */
export function combineRows(
  args: Heads,
  weights: usize,
  count: i32,
  panels: usize,
  scratch: usize,
): void {
  const packed = scratch + args.packed
  for (let from = 0; from < args.length; from += DEPTH) {
    const depth = min(DEPTH, args.length - from)
    layRows(weights, count, from, depth, packed)
    const fresh: usize = from ? scratch + args.fresh : 0
    for (let column = 0; column < args.width; column += PANEL) {
      const panel = panels + column * args.length * 4 + from * PANEL_BYTES
      const bytes = min(PANEL, args.width - column) * 4
      const sums = scratch + args.sums + (column / PANEL) * BLOCK_PANEL
      multiplyRows(packed, false, count, panel, depth, bytes, sums, fresh)
    }
  }
}

/** Weights of the keys from a multiple of 16 on as rows. */
export function layRows(weights: usize, count: i32, from: i32, keys: i32, packed: usize): void {
  let panel = weights + (from / PANEL) * BLOCK_PANEL
  for (let key = 0; key < keys; key += PANEL) {
    for (let i = 0; i < count; i++) {
      copyRow(packed + i * PATCH_BYTES + key * 4, panel + i * PANEL_BYTES, PANEL_BYTES)
    }
    panel += BLOCK_PANEL
  }
}

/** y (count, width) = sums (panels, rows, 16) * factor */
export function storeRows(
  args: Heads,
  sums: usize,
  panelBytes: i32,
  count: i32,
  factor: f32,
  y: usize,
  pitch: i32,
): void {
  for (let column = 0; column < args.width; column += PANEL) {
    const bytes = min(PANEL, args.width - column) * 4
    for (let i = 0; i < count; i++) {
      scaleRow(y + i * pitch + column * 4, sums + i * PANEL_BYTES, factor, bytes)
    }
    sums += panelBytes
  }
}
