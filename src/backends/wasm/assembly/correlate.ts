// Gradients of filters and matrices: patches transposed times the gradient of the result, summed
// over all pixels. The pixels are cut into fixed splits, each summed block by block; a second
// command adds the splits. So the order of additions never depends on who computes what, and no
// long chain of additions piles up rounding errors.

import { finishRow } from './finish'
import {
  BLOCK,
  Correlate,
  GRADIENT_BLOCK,
  GRADIENT_ROWS,
  PANEL,
  PANEL_BYTES,
  PATCH_BYTES,
  Patches,
  PIXEL_BYTES,
  SumPartials,
  Target,
} from './layout'
import { packPanel } from './panels'
import { packPatches, placePixels } from './patches'
import { multiplyRows } from './products'
import { addRow, copyRow } from './rows'
import { isFew, packSeries } from './series'
import { claim } from './team'
import { TILE_ROWS } from './tile'

/** A unit of work is a split of the pixels and a stretch of the filter's rows. */
export function correlate(args: Correlate, scratch: usize): void {
  const rows = args.taps * args.channels
  const stretches = (rows + GRADIENT_ROWS - 1) / GRADIENT_ROWS
  const units = args.splits * stretches
  for (let unit = claim(); unit < units; unit = claim()) {
    const from = (unit % stretches) * GRADIENT_ROWS
    correlateSplit(args, unit / stretches, from, min(from + GRADIENT_ROWS, rows), scratch)
  }
}

/** Rows `from` to `to` of one split's partial sums (panels, paddedRows, 16). */
function correlateSplit(args: Correlate, split: i32, from: i32, to: i32, scratch: usize): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const panelBytes = args.paddedRows * PANEL_BYTES
  const partial = args.partials + split * panels * panelBytes + from * PANEL_BYTES
  const firstPixel = split * args.blocksPerSplit * GRADIENT_BLOCK
  const lastPixel = min(firstPixel + args.blocksPerSplit * GRADIENT_BLOCK, args.pixels)
  for (let pixel = firstPixel; pixel < lastPixel; pixel += GRADIENT_BLOCK) {
    const count = min(GRADIENT_BLOCK, lastPixel - pixel)
    const first = pixel === firstPixel
    correlateBlock(args, pixel, count, from, to, partial, panelBytes, first, scratch)
  }
}

/** One block of pixels. Scratch: its pixels, its patches, a fresh product, a panel of dy. */
function correlateBlock(
  args: Correlate,
  firstPixel: i32,
  count: i32,
  from: i32,
  to: i32,
  partial: usize,
  panelBytes: i32,
  first: bool,
  scratch: usize,
): void {
  const patches = scratch + GRADIENT_BLOCK * PIXEL_BYTES
  const fresh = patches + GRADIENT_BLOCK * PATCH_BYTES
  const panel = fresh + TILE_ROWS * PANEL_BYTES
  placePixels(changetype<Patches>(args), scratch, firstPixel, count)
  const few = isFew(changetype<Patches>(args))
  if (few) packSeries(changetype<Patches>(args), args.list(), scratch, count, patches)
  else packPatches(changetype<Patches>(args), args.list(), scratch, count, from, to, patches)
  for (let column = 0; column < args.columns; column += PANEL) {
    const columns = min(PANEL, args.columns - column)
    const dy = args.dy + firstPixel * args.dyRowStride + column * args.dyColumnStride
    packPanel(dy, count, args.dyRowStride, columns, args.dyColumnStride, panel)
    const waits = first ? 0 : fresh
    multiplyRows(patches, !few, to - from, panel, count, columns * 4, partial, waits)
    partial += panelBytes
  }
}

/** Adds the splits in order and finishes the result. Scratch: a block of sums. */
export function sumPartials(args: SumPartials, scratch: usize): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const units = ((args.count + BLOCK - 1) / BLOCK) * panels
  for (let unit = claim(); unit < units; unit = claim()) {
    const first = (unit / panels) * BLOCK
    const count = min(BLOCK, args.count - first)
    addSplits(args, first, count, unit % panels, panels, scratch)
    finishBlock(args, first, count, unit % panels, scratch)
  }
}

/** sums (count, 16) = the splits' rows from `first` on */
function addSplits(
  args: SumPartials,
  first: i32,
  count: i32,
  panel: i32,
  panels: i32,
  sums: usize,
): void {
  const bytes = count * PANEL_BYTES
  let partial = args.partials + (panel * args.paddedRows + first) * PANEL_BYTES
  copyRow(sums, partial, bytes)
  for (let split = 1; split < args.splits; split++) {
    partial += panels * args.paddedRows * PANEL_BYTES
    addRow(sums, sums, partial, bytes)
  }
}

function finishBlock(args: SumPartials, first: i32, count: i32, panel: i32, sums: usize): void {
  const target = changetype<Target>(changetype<usize>(args) + offsetof<SumPartials>('y'))
  const bytes = min(PANEL, args.columns - panel * PANEL) * 4
  for (let i = 0; i < count; i++) {
    const row = first + i
    finishRow(target, sums + i * PANEL_BYTES, row, row, panel * PANEL_BYTES, bytes)
  }
}
