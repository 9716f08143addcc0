// softmax(q k^T / sqrt(width)) v of each head. The scores of a block of rows never leave scratch
// memory; each row's are summed in an order of its own, whatever the blocks.

import { Attention, Heads } from '../layout'
import { packPanels } from '../panels'
import { claim } from '../team'
import { BLOCK_PANEL, combineRows, headAt, scoreRows, storeRows } from './heads'
import { softmaxRows } from './softmax'

/** A unit of work is some blocks of a head's rows. */
export function attention(args: Attention, scratch: usize): void {
  const rows = args.blockRows * args.blocksPerUnit
  const parts = (args.length + rows - 1) / rows
  const units = args.samples * args.heads * parts
  for (let unit = claim(); unit < units; unit = claim()) {
    const from = (unit % parts) * rows
    attendRows(args, unit / parts, from, min(from + rows, args.length), scratch)
  }
}

/** Rows `from` to `to` of a head. */
function attendRows(args: Attention, head: i32, from: i32, to: i32, scratch: usize): void {
  const heads = changetype<Heads>(args)
  const q = headAt(heads, args.q, args.qPitch, head)
  const k = headAt(heads, args.k, args.kPitch, head)
  const v = headAt(heads, args.v, args.vPitch, head)
  const y = headAt(heads, args.y, args.yPitch, head)
  const keys = scratch + args.keys
  const values = scratch + args.values
  const scores = scratch + args.scores
  packPanels(k, args.width, 4, args.length, args.kPitch, keys)
  packPanels(v, args.length, args.vPitch, args.width, 4, values)
  for (let row = from; row < to; row += args.blockRows) {
    const count = min(args.blockRows, to - row)
    scoreRows(heads, q + row * args.qPitch, args.qPitch, count, keys, scores, scratch)
    softmaxRows(scores, count, args.length, args.scale)
    combineRows(heads, scores, count, values, scratch)
    const into = y + row * args.yPitch
    storeRows(heads, scratch + args.sums, BLOCK_PANEL, count, 1, into, args.yPitch)
  }
}
