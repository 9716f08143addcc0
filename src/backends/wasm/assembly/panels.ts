// Matrices cut into panels of 16 columns, each row of a panel 64 bytes, columns that do not exist
// filled with zeros: what the register tiles multiply by.

import { PANEL, PANEL_BYTES, PackWeights } from './layout'
import { clearRow, copyRow } from './rows'
import { claim } from './team'

/** Packs every tap of a filter: panel by panel, within a panel tap by tap. */
export function packWeights(args: PackWeights): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const units = panels * args.taps
  for (let unit = claim(); unit < units; unit = claim()) {
    const panel = unit / args.taps
    const tap = load<i32>(args.list() + (unit % args.taps) * 4)
    const source = args.source + tap * args.tapStride + panel * PANEL * args.columnStride
    const columns = min(PANEL, args.columns - panel * PANEL)
    const into = args.panels + unit * args.channels * PANEL_BYTES
    packPanel(source, args.channels, args.channelStride, columns, args.columnStride, into)
  }
}

/** Every panel of a matrix (depth, columns). Strides in bytes. */
export function packPanels(
  source: usize,
  depth: i32,
  rowStride: i32,
  columns: i32,
  columnStride: i32,
  into: usize,
): void {
  for (let column = 0; column < columns; column += PANEL) {
    const width = min(PANEL, columns - column)
    packPanel(source + column * columnStride, depth, rowStride, width, columnStride, into)
    into += depth * PANEL_BYTES
  }
}

/** One panel of `depth` rows. Strides in bytes. */
export function packPanel(
  source: usize,
  depth: i32,
  rowStride: i32,
  columns: i32,
  columnStride: i32,
  into: usize,
): void {
  if (columnStride === 4) packRows(source, depth, rowStride, columns * 4, into)
  else if (rowStride === 4) turnRows(source, depth, columns, columnStride, into)
  else packElements(source, depth, rowStride, 0, columns, columnStride, into)
}

function packRows(source: usize, depth: i32, rowStride: i32, bytes: i32, into: usize): void {
  for (let k = 0; k < depth; k++) {
    copyRow(into, source, bytes)
    clearRow(into + bytes, PANEL_BYTES - bytes)
    source += rowStride
    into += PANEL_BYTES
  }
}

/** Columns that lie as rows: squares of 4 x 4 in registers, then the rest. */
function turnRows(source: usize, depth: i32, columns: i32, columnStride: i32, into: usize): void {
  const squares = columns & ~3
  const deep = depth & ~3
  for (let k = 0; k < deep; k += 4) {
    let from = source + k * 4
    const to = into + k * PANEL_BYTES
    for (let column = 0; column < squares; column += 4) {
      turnSquare(from, columnStride, to + column * 4)
      from += 4 * columnStride
    }
  }
  packElements(source, deep, 4, squares, columns, columnStride, into)
  const rest = into + deep * PANEL_BYTES
  packElements(source + deep * 4, depth - deep, 4, 0, columns, columnStride, rest)
}

function turnSquare(source: usize, stride: i32, into: usize): void {
  const a = v128.load(source)
  const b = v128.load(source + stride)
  const c = v128.load(source + 2 * stride)
  const d = v128.load(source + 3 * stride)
  const ab01 = i32x4.shuffle(a, b, 0, 4, 1, 5)
  const cd01 = i32x4.shuffle(c, d, 0, 4, 1, 5)
  const ab23 = i32x4.shuffle(a, b, 2, 6, 3, 7)
  const cd23 = i32x4.shuffle(c, d, 2, 6, 3, 7)
  v128.store(into, i32x4.shuffle(ab01, cd01, 0, 1, 4, 5))
  v128.store(into, i32x4.shuffle(ab01, cd01, 2, 3, 6, 7), PANEL_BYTES)
  v128.store(into, i32x4.shuffle(ab23, cd23, 0, 1, 4, 5), 2 * PANEL_BYTES)
  v128.store(into, i32x4.shuffle(ab23, cd23, 2, 3, 6, 7), 3 * PANEL_BYTES)
}

/** Columns from `first` on, one by one. */
function packElements(
  source: usize,
  depth: i32,
  rowStride: i32,
  first: i32,
  columns: i32,
  columnStride: i32,
  into: usize,
): void {
  for (let k = 0; k < depth; k++) {
    let from = source + first * columnStride
    for (let column = first; column < columns; column++) {
      store<f32>(into + column * 4, load<f32>(from))
      from += columnStride
    }
    clearRow(into + columns * 4, (PANEL - columns) * 4)
    source += rowStride
    into += PANEL_BYTES
  }
}
