// The gradient of attention: dq || dk || dv of each head in one pass over blocks of its rows. The
// weights p are computed again. With dp = dy v^T, ds = p (dp - sum of p dp) / sqrt(width):
// dv = p^T dy, dq = ds k, dk = ds^T q.

import { AttentionGradient, DEPTH, Heads, PANEL, PANEL_BYTES, PLANE_ROWS } from '../layout'
import { packPanel, packPanels } from '../panels'
import { multiplyRows } from '../products'
import { claim } from '../team'
import { BLOCK_PANEL, combineRows, headAt, layRows, scoreRows, storeRows } from './heads'
import { slopeRows, softmaxRows } from './softmax'

/** Bytes of a panel of the sums over rows, for a stretch of keys. */
const STRETCH_PANEL: i32 = PLANE_ROWS * PANEL_BYTES

/** A unit of work is a head. */
export function attentionGradient(args: AttentionGradient, scratch: usize): void {
  const units = args.samples * args.heads
  for (let head = claim(); head < units; head = claim()) {
    packHead(args, head, scratch)
    for (let row = 0; row < args.length; row += args.blockRows) {
      addBlock(args, head, row, min(args.blockRows, args.length - row), scratch)
    }
    const y = headAt(changetype<Heads>(args), args.y, args.yPitch, head)
    const part = args.heads * args.width * 4
    storeKeys(args, scratch + args.keySums, args.scale, y + part)
    storeKeys(args, scratch + args.valueSums, 1, y + 2 * part)
  }
}

/** What every block of rows is multiplied by. */
function packHead(args: AttentionGradient, head: i32, scratch: usize): void {
  const k = headAt(changetype<Heads>(args), args.k, args.kPitch, head)
  const v = headAt(changetype<Heads>(args), args.v, args.vPitch, head)
  packPanels(k, args.width, 4, args.length, args.kPitch, scratch + args.turnedKeys)
  packPanels(v, args.width, 4, args.length, args.vPitch, scratch + args.turnedValues)
  packPanels(k, args.length, args.kPitch, args.width, 4, scratch + args.keys)
}

/** Rows from `row` on: their dq, and their share of dk and dv. */
function addBlock(args: AttentionGradient, head: i32, row: i32, count: i32, scratch: usize): void {
  const heads = changetype<Heads>(args)
  const q = headAt(heads, args.q, args.qPitch, head) + row * args.qPitch
  const dy = headAt(heads, args.dy, args.dyPitch, head) + row * args.dyPitch
  const y = headAt(heads, args.y, args.yPitch, head) + row * args.yPitch
  const weights = scratch + args.scores
  const slopes = scratch + args.slopes
  scoreRows(heads, q, args.qPitch, count, scratch + args.turnedKeys, weights, scratch)
  softmaxRows(weights, count, args.length, args.scale)
  scoreRows(heads, dy, args.dyPitch, count, scratch + args.turnedValues, slopes, scratch)
  slopeRows(slopes, weights, count, args.length)
  combineRows(heads, slopes, count, scratch + args.keys, scratch)
  storeRows(heads, scratch + args.sums, BLOCK_PANEL, count, args.scale, y, args.yPitch)
  const first = row === 0
  addKeys(args, slopes, count, q, args.qPitch, scratch + args.keySums, first, scratch)
  addKeys(args, weights, count, dy, args.dyPitch, scratch + args.valueSums, first, scratch)
}

/** sums (stretches of keys, panels, PLANE_ROWS, 16) += weights (count, keys) transposed . x (count, width) */
function addKeys(
  args: AttentionGradient,
  weights: usize,
  count: i32,
  x: usize,
  pitch: i32,
  sums: usize,
  first: bool,
  scratch: usize,
): void {
  const packed = scratch + args.packed
  const panel = scratch + args.panel
  const fresh: usize = first ? 0 : scratch + args.fresh
  for (let from = 0; from < args.length; from += DEPTH) {
    const keys = min(DEPTH, args.length - from)
    layRows(weights, count, from, keys, packed)
    for (let column = 0; column < args.width; column += PANEL) {
      const columns = min(PANEL, args.width - column)
      packPanel(x + column * 4, count, pitch, columns, 4, panel)
      multiplyRows(packed, true, keys, panel, count, columns * 4, sums, fresh)
      sums += STRETCH_PANEL
    }
  }
}

/** The sums over all rows, times a factor, to where they belong. */
function storeKeys(args: AttentionGradient, sums: usize, factor: f32, y: usize): void {
  const panels = (args.width + PANEL - 1) / PANEL
  for (let from = 0; from < args.length; from += DEPTH) {
    const keys = min(DEPTH, args.length - from)
    const into = y + from * args.yPitch
    storeRows(changetype<Heads>(args), sums, STRETCH_PANEL, keys, factor, into, args.yPitch)
    sums += panels * STRETCH_PANEL
  }
}
