// Matrices cut into panels of 16 columns, each row of a panel 64 bytes, columns that do not exist
// filled with zeros: what the register tiles multiply by.

import { PANEL, PANEL_BYTES, PackWeights } from './layout'
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

/** One panel of `depth` rows. Strides in bytes. */
export function packPanel(
  source: usize,
  depth: i32,
  rowStride: i32,
  columns: i32,
  columnStride: i32,
  into: usize,
): void {
  if (columns === PANEL && columnStride === 4) packRows(source, depth, rowStride, into)
  else packElements(source, depth, rowStride, columns, columnStride, into)
}

function packRows(source: usize, depth: i32, rowStride: i32, into: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(into, v128.load(source, 16), 16)
    v128.store(into, v128.load(source))
    v128.store(into, v128.load(source, 48), 48)
    v128.store(into, v128.load(source, 32), 32)
    source += rowStride
    into += PANEL_BYTES
  }
}

function packElements(
  source: usize,
  depth: i32,
  rowStride: i32,
  columns: i32,
  columnStride: i32,
  into: usize,
): void {
  for (let k = 0; k < depth; k++) {
    let from = source
    for (let column = 0; column < columns; column++) {
      store<f32>(into + column * 4, load<f32>(from))
      from += columnStride
    }
    for (let column = columns; column < PANEL; column++) store<f32>(into + column * 4, 0)
    source += rowStride
    into += PANEL_BYTES
  }
}
