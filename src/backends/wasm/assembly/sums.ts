// Sums in float64, in pieces of fixed size, so that the order of additions does not depend on the
// number of threads.

import { Reduce, ReduceKind, Spans, SUM_COLUMNS, SumRows, Total } from './layout'
import { bytesOf, lastSpanOf, unitsOf } from './spans'
import { claim } from './team'

/** One partial sum in float64 per unit of spans. */
export function reduce(args: Reduce): void {
  const spans = changetype<Spans>(args)
  for (let unit = claim(); unit < unitsOf(spans); unit = claim()) {
    const end = lastSpanOf(spans, unit)
    let sum: f64 = 0
    for (let span = unit * args.perUnit; span < end; span++) {
      const a = args.a + span * args.aPitch
      const b = args.b + span * args.bPitch
      sum += reduceSpan(args.kind, a, b, bytesOf(spans, span))
    }
    store<f64>(args.partials + unit * 8, sum)
  }
}

function reduceSpan(kind: i32, a: usize, b: usize, bytes: i32): f64 {
  switch (kind) {
    case ReduceKind.squares:
      return sumSquares(a, bytes)
    case ReduceKind.squaredDifference:
      return sumSquaredDifferences(a, b, bytes)
    default:
      return countNonFinite(a, bytes)
  }
}

function sumSquares(a: usize, bytes: i32): f64 {
  let sums = f64x2.splat(0)
  const end = a + bytes
  for (; a + 8 <= end; a += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(a))
    sums = f64x2.add(sums, f64x2.mul(x, x))
  }
  const last: f64 = a < end ? load<f32>(a) : 0
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) + last * last
}

function sumSquaredDifferences(a: usize, b: usize, bytes: i32): f64 {
  let sum: f64 = 0
  const end = a + bytes
  for (; a < end; a += 4, b += 4) {
    const difference = <f64>load<f32>(a) - <f64>load<f32>(b)
    sum += difference * difference
  }
  return sum
}

/** An exponent of all ones is an infinity or NaN. */
function countNonFinite(a: usize, bytes: i32): f64 {
  const EXPONENT: u32 = 0x7f800000
  let count = 0
  const end = a + bytes
  for (; a < end; a += 4) count += i32((load<u32>(a) & EXPONENT) === EXPONENT)
  return count
}

/** Adds partial sums in order. */
export function total(args: Total): void {
  if (claim() !== 0) return
  let sum: f64 = 0
  for (let i = 0; i < args.count; i++) sum += load<f64>(args.partials + i * 8)
  store<f32>(args.y, <f32>(sum / args.divisor))
}

/** A unit of work is a group of rows and 16 columns. */
export function sumRows(args: SumRows): void {
  const parts = (args.columns + SUM_COLUMNS - 1) / SUM_COLUMNS
  const units = args.groups * parts
  for (let unit = claim(); unit < units; unit = claim()) {
    const group = unit / parts
    const column = (unit % parts) * SUM_COLUMNS
    const columns = min(SUM_COLUMNS, args.columns - column)
    const x = args.x + group * args.rows * args.xPitch + column * 4
    const y = args.y + group * args.yPitch + column * 4
    if (columns === SUM_COLUMNS) sum16(x, args.xPitch, args.rows, y)
    else for (let c = 0; c < columns; c++) sum1(x + c * 4, args.xPitch, args.rows, y + c * 4)
  }
}

function sum1(x: usize, pitch: i32, rows: i32, y: usize): void {
  let sum: f64 = 0
  for (let row = 0; row < rows; row++, x += pitch) sum += load<f32>(x)
  store<f32>(y, <f32>sum)
}

function doubles(from: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(from))
}

function sum16(x: usize, pitch: i32, rows: i32, y: usize): void {
  let s0 = f64x2.splat(0)
  let s1 = f64x2.splat(0)
  let s2 = f64x2.splat(0)
  let s3 = f64x2.splat(0)
  let s4 = f64x2.splat(0)
  let s5 = f64x2.splat(0)
  let s6 = f64x2.splat(0)
  let s7 = f64x2.splat(0)
  for (let row = 0; row < rows; row++, x += pitch) {
    s0 = f64x2.add(s0, doubles(x))
    s1 = f64x2.add(s1, doubles(x + 8))
    s2 = f64x2.add(s2, doubles(x + 16))
    s3 = f64x2.add(s3, doubles(x + 24))
    s4 = f64x2.add(s4, doubles(x + 32))
    s5 = f64x2.add(s5, doubles(x + 40))
    s6 = f64x2.add(s6, doubles(x + 48))
    s7 = f64x2.add(s7, doubles(x + 56))
  }
  storePair(y, s0, s1)
  storePair(y + 16, s2, s3)
  storePair(y + 32, s4, s5)
  storePair(y + 48, s6, s7)
}

/** Four floats from two pairs of doubles. */
function storePair(y: usize, low: v128, high: v128): void {
  const a = f32x4.demote_f64x2_zero(low)
  const b = f32x4.demote_f64x2_zero(high)
  v128.store(y, i64x2.shuffle(a, b, 0, 2))
}
