// Convolutions, transposed convolutions and matrix products, as patches times panels: blocks of 48
// rows, packed a stretch of the inner dimension at a time, against each panel in turn; series of the
// block's pixels where there are few elements.

import { isNarrow, multiplyDots } from './dots'
import { finishRow } from './finish'
import {
  BLOCK,
  DEPTH,
  Multiply,
  PANEL,
  PANEL_BYTES,
  PATCH_BYTES,
  Patches,
  PIXEL_BYTES,
  Target,
} from './layout'
import { blocksOf, packPatches, pixelAt, placePixels } from './patches'
import { clearRow, copyRow } from './rows'
import { isFew, packSeries } from './series'
import { claim } from './team'
import { addTile, correlateTile, multiplyTile, TILE_ROWS, TILE_WIDTH } from './tile'

/** A unit of work is a block of rows and some panels. */
export function multiply(args: Multiply, scratch: usize): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const groups = (panels + args.panelsPerUnit - 1) / args.panelsPerUnit
  const units = blocksOf(changetype<Patches>(args)) * groups
  for (let unit = claim(); unit < units; unit = claim()) {
    const first = (unit % groups) * args.panelsPerUnit
    const last = min(first + args.panelsPerUnit, panels)
    multiplyBlock(args, (unit / groups) * BLOCK, first, last, scratch)
  }
}

/** Scratch: the block's pixels, its patches, a product, its sums (48, panels * 16). */
function multiplyBlock(
  args: Multiply,
  firstPixel: i32,
  firstPanel: i32,
  lastPanel: i32,
  scratch: usize,
): void {
  const patches = scratch + BLOCK * PIXEL_BYTES
  const product = patches + BLOCK * PATCH_BYTES
  const sums = product + TILE_ROWS * PANEL_BYTES
  const pitch = (lastPanel - firstPanel) * PANEL_BYTES
  const count = min(BLOCK, args.pixels - firstPixel)
  placePixels(changetype<Patches>(args), scratch, firstPixel, count)
  if (isNarrow(args)) {
    multiplyDots(args, scratch, count, patches, sums, pitch)
  } else if (isFew(changetype<Patches>(args))) {
    packSeries(changetype<Patches>(args), args.list(), scratch, count, patches)
    multiplySeries(args, patches, count, firstPanel, lastPanel, product, sums, pitch)
  } else {
    multiplyPatches(args, scratch, count, firstPanel, lastPanel, sums, pitch)
  }
  finishBlock(args, count, firstPanel * PANEL_BYTES, sums, pitch, scratch)
}

/** sums (count, panels * 16) = patches . panels, a stretch of the inner dimension at a time */
function multiplyPatches(
  args: Multiply,
  scratch: usize,
  count: i32,
  firstPanel: i32,
  lastPanel: i32,
  sums: usize,
  pitch: i32,
): void {
  const patches = scratch + BLOCK * PIXEL_BYTES
  const product = patches + BLOCK * PATCH_BYTES
  const depth = args.taps * args.channels
  memory.fill(sums, 0, BLOCK * pitch)
  for (let from = 0; from < depth; from += DEPTH) {
    const to = min(from + DEPTH, depth)
    packPatches(changetype<Patches>(args), args.list(), scratch, count, from, to, patches)
    for (let panel = firstPanel; panel < lastPanel; panel++) {
      const weights = args.panels + panel * args.panelStride + from * PANEL_BYTES
      const width = min(PANEL, args.columns - panel * PANEL) * 4
      const sum = sums + (panel - firstPanel) * PANEL_BYTES
      multiplyPanel(patches, count, weights, to - from, width, product, sum, pitch)
    }
  }
}

/** sums (count, panels * 16) = series transposed . panels */
function multiplySeries(
  args: Multiply,
  series: usize,
  count: i32,
  firstPanel: i32,
  lastPanel: i32,
  product: usize,
  sums: usize,
  pitch: i32,
): void {
  const depth = args.taps * args.channels
  for (let panel = firstPanel; panel < lastPanel; panel++) {
    const weights = args.panels + panel * args.panelStride
    const width = min(PANEL, args.columns - panel * PANEL) * 4
    let sum = sums + (panel - firstPanel) * PANEL_BYTES
    for (let pixel = 0; pixel < count; pixel += TILE_ROWS) {
      clearRow(product, TILE_ROWS * PANEL_BYTES)
      for (let column = 0; column < width; column += TILE_WIDTH) {
        correlateTile(series + pixel * 4, weights + column, depth, product + column)
      }
      for (let row = 0; row < TILE_ROWS; row++, sum += pitch) {
        copyRow(sum, product + row * PANEL_BYTES, PANEL_BYTES)
      }
    }
  }
}

/** sums (count, 16) += patches (count, depth) . weights (depth, 16), in whole tiles */
function multiplyPanel(
  patches: usize,
  count: i32,
  weights: usize,
  depth: i32,
  width: i32,
  product: usize,
  sums: usize,
  pitch: i32,
): void {
  for (let row = 0; row < count; row += TILE_ROWS) {
    for (let column = 0; column < width; column += TILE_WIDTH) {
      multiplyTile(patches, weights + column, depth, product + column)
    }
    addTile(sums, pitch, product)
    patches += TILE_ROWS * PATCH_BYTES
    sums += TILE_ROWS * pitch
  }
}

/** Stores the columns that exist, from byte `column` on. */
function finishBlock(
  args: Multiply,
  count: i32,
  column: i32,
  sums: usize,
  pitch: i32,
  pixels: usize,
): void {
  const target = changetype<Target>(changetype<usize>(args) + offsetof<Multiply>('y'))
  const bytes = min(pitch, args.columns * 4 - column)
  for (let i = 0; i < count; i++) {
    const pixel = pixelAt(pixels, i)
    finishRow(target, sums + i * pitch, pixel.row, pixel.sample, column, bytes)
  }
}
