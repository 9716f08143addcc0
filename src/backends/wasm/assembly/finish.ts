// The end of every contraction: bias, rows, add, relu, mask on sums in scratch memory, then out to
// where they belong.

import { Target } from './layout'
import { addRow, copyRow, maskRow, reluRow } from './rows'

/**
 * Finishes part of a row of the result.
 * @param sums the part's sums; overwritten
 * @param row the row's number in the result
 * @param sample whose row of `rows` belongs to it
 * @param column byte at which the part begins, of so many bytes
 */
export function finishRow(
  target: Target,
  sums: usize,
  row: i32,
  sample: i32,
  column: usize,
  bytes: i32,
): void {
  if (target.bias) addRow(sums, sums, target.bias + column, bytes)
  if (target.rows) addRow(sums, sums, target.rows + sample * target.rowsPitch + column, bytes)
  if (target.add) addRow(sums, sums, target.add + row * target.addPitch + column, bytes)
  if (target.relu) reluRow(sums, sums, bytes)
  if (target.mask) maskRow(sums, sums, target.mask + row * target.maskPitch + column, bytes)
  copyRow(target.y + row * target.yPitch + column, sums, bytes)
}
