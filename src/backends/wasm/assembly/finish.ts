// The end of every contraction: bias, rows, add, relu, mask on sums in scratch memory, then out to
// where they belong. The combinations that networks are made of have a loop of their own, which
// takes every step in registers.

import { Target } from './layout'
import { addRow, copyRow, maskRow, reluRow } from './rows'

/** Bytes that a loop takes at once: two vectors, the higher one first, for the re-vectorizer. */
const PAIR: i32 = 32

const BIAS: i32 = 1
const ROWS: i32 = 2
const ADD: i32 = 4
const RELU: i32 = 8
const MASK: i32 = 16

function stepsOf(target: Target): i32 {
  return (
    (target.bias ? BIAS : 0) |
    (target.rows ? ROWS : 0) |
    (target.add ? ADD : 0) |
    (target.relu ? RELU : 0) |
    (target.mask ? MASK : 0)
  )
}

/**
 * Finishes part of a row of the result.
 * @param sums the part's sums; may be overwritten
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
  const y = target.y + row * target.yPitch + column
  const bias = target.bias + column
  const rows = target.rows + sample * target.rowsPitch + column
  const add = target.add + row * target.addPitch + column
  const mask = target.mask + row * target.maskPitch + column
  let done = bytes & ~(PAIR - 1)
  // biome-ignore format: a table
  switch (stepsOf(target)) {
    case 0: finishPairs(0, y, sums, 0, 0, 0, 0, done); break
    case BIAS: finishPairs(BIAS, y, sums, bias, 0, 0, 0, done); break
    case BIAS | RELU: finishPairs(BIAS | RELU, y, sums, bias, 0, 0, 0, done); break
    case BIAS | ROWS | RELU: finishPairs(BIAS | ROWS | RELU, y, sums, bias, rows, 0, 0, done); break
    case MASK: finishPairs(MASK, y, sums, 0, 0, 0, mask, done); break
    case ADD: finishPairs(ADD, y, sums, 0, 0, add, 0, done); break
    case ADD | MASK: finishPairs(ADD | MASK, y, sums, 0, 0, add, mask, done); break
    default: done = 0
  }
  const rest = bytes - done
  const at: usize = done
  if (rest) finishRest(target, y + at, sums + at, bias + at, rows + at, add + at, mask + at, rest)
}

/** All steps while the numbers are in registers; `steps` is a constant, so no loop has a choice. */
@inline
function finishPairs(
  steps: i32,
  y: usize,
  sums: usize,
  bias: usize,
  rows: usize,
  add: usize,
  mask: usize,
  bytes: i32,
): void {
  const zero = f32x4.splat(0)
  for (let at: usize = 0; at < <usize>bytes; at += PAIR) {
    let high = v128.load(sums + at, 16)
    let low = v128.load(sums + at)
    if (steps & BIAS) {
      high = f32x4.add(high, v128.load(bias + at, 16))
      low = f32x4.add(low, v128.load(bias + at))
    }
    if (steps & ROWS) {
      high = f32x4.add(high, v128.load(rows + at, 16))
      low = f32x4.add(low, v128.load(rows + at))
    }
    if (steps & ADD) {
      high = f32x4.add(high, v128.load(add + at, 16))
      low = f32x4.add(low, v128.load(add + at))
    }
    if (steps & RELU) {
      high = f32x4.pmax(high, zero)
      low = f32x4.pmax(low, zero)
    }
    if (steps & MASK) {
      high = v128.and(high, f32x4.gt(v128.load(mask + at, 16), zero))
      low = v128.and(low, f32x4.gt(v128.load(mask + at), zero))
    }
    v128.store(y + at, high, 16)
    v128.store(y + at, low)
  }
}

/** Step after step: what is shorter than a pair, and rare combinations. */
function finishRest(
  target: Target,
  y: usize,
  sums: usize,
  bias: usize,
  rows: usize,
  add: usize,
  mask: usize,
  bytes: i32,
): void {
  if (target.bias) addRow(sums, sums, bias, bytes)
  if (target.rows) addRow(sums, sums, rows, bytes)
  if (target.add) addRow(sums, sums, add, bytes)
  if (target.relu) reluRow(sums, sums, bytes)
  if (target.mask) maskRow(sums, sums, mask, bytes)
  copyRow(y, sums, bytes)
}
