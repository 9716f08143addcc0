// Rows of a table by their number.

import { GatherRows } from './layout'
import { copyRow } from './rows'
import { claim } from './team'

/** A row that does not exist comes out as NaN, as it does from an array. */
export function gatherRows(args: GatherRows): void {
  for (let i = claim(); i < args.count; i = claim()) {
    const row = load<i32>(args.index + i * 4)
    const y = args.y + i * args.yPitch
    if (<u32>row < <u32>args.tableRows) {
      copyRow(y, args.table + row * args.tablePitch, args.columns * 4)
    } else {
      for (let c = 0; c < args.columns; c++) store<f32>(y + c * 4, f32.NaN)
    }
  }
}
