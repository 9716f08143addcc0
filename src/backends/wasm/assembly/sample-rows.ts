// Rows of each sample, copied from one place to another, or added up over samples.

import { SampleRows } from './layout'
import { addRow, copyRow } from './rows'
import { claim } from './team'

/** A unit of work is some rows of all samples, one after another. */
export function sampleRows(args: SampleRows): void {
  const total = args.summed ? args.rows : args.samples * args.rows
  const units = (total + args.perUnit - 1) / args.perUnit
  for (let unit = claim(); unit < units; unit = claim()) {
    const end = min((unit + 1) * args.perUnit, total)
    for (let row = unit * args.perUnit; row < end; row++) {
      if (args.summed) sumRow(args, row)
      else copySampleRow(args, row)
    }
  }
}

function copySampleRow(args: SampleRows, index: i32): void {
  const sample = index / args.rows
  const row = index % args.rows
  const y = args.y + <usize>sample * args.yStride + <usize>row * args.yPitch
  const x = args.x + <usize>sample * args.xStride + <usize>row * args.xPitch
  copyRow(y, x, args.columns * 4)
}

/** The same row of every sample, in their order. */
function sumRow(args: SampleRows, row: i32): void {
  const y = args.y + <usize>row * args.yPitch
  let x = args.x + <usize>row * args.xPitch
  copyRow(y, x, args.columns * 4)
  for (let sample = 1; sample < args.samples; sample++) {
    x += args.xStride
    addRow(y, y, x, args.columns * 4)
  }
}
