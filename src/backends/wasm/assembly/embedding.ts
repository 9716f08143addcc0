// Rows of a table by their number, and sums of rows by a number each.

import { Embedding, EmbeddingGradient } from './layout'
import { addRow, clearRow, copyRow } from './rows'
import { claim } from './team'

/** A row that does not exist comes out as NaN, as it does from an array. */
export function embedding(args: Embedding): void {
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

/** A unit of work is a row of the result, which takes its values in order. */
export function embeddingGradient(args: EmbeddingGradient): void {
  const bytes = args.columns * 4
  for (let row = claim(); row < args.rows; row = claim()) {
    const y = args.y + row * args.yPitch
    clearRow(y, bytes)
    for (let i = 0; i < args.count; i++) {
      if (load<i32>(args.index + i * 4) !== row) continue
      addRow(y, y, args.values + i * args.valuesPitch, bytes)
    }
  }
}
