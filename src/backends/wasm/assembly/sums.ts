// Sums in float64 (of rows: of short float32 sums), in pieces of fixed size, so that the order of
// additions does not depend on the number of threads.

import { Reduce, ReduceKind, Spans, SUM_COLUMNS, SUM_ROWS, SumRows, Total } from './layout'
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
    case ReduceKind.products:
      return sumProducts(a, b, bytes)
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

function sumProducts(a: usize, b: usize, bytes: i32): f64 {
  let sum: f64 = 0
  const end = a + bytes
  for (; a < end; a += 4, b += 4) sum += <f64>load<f32>(a) * <f64>load<f32>(b)
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

/** Adds each result's partial sums in order. */
export function total(args: Total): void {
  for (let result = claim(); result < args.results; result = claim()) {
    const partials = args.partials + result * args.count * 8
    let sum: f64 = 0
    for (let i = 0; i < args.count; i++) sum += load<f64>(partials + i * 8)
    const mean = sum / args.divisor
    const y = args.epsilon > 0 ? 1 / (sqrt(mean) + args.epsilon) : mean
    store<f32>(args.y + result * 4, <f32>y)
  }
}

/** A unit of work is a group of rows and some columns. Scratch: their sums. */
export function sumRows(args: SumRows, scratch: usize): void {
  const parts = (args.columns + SUM_COLUMNS - 1) / SUM_COLUMNS
  const units = args.groups * parts
  const few = scratch + SUM_COLUMNS * 8
  for (let unit = claim(); unit < units; unit = claim()) {
    const group = unit / parts
    const column = (unit % parts) * SUM_COLUMNS
    const columns = min(SUM_COLUMNS, args.columns - column)
    const x = args.x + <usize>(group * args.rows) * args.xPitch + column * 4
    const y = args.y + group * args.yPitch + column * 4
    memory.fill(scratch, 0, SUM_COLUMNS * 8)
    for (let row = 0; row < args.rows; row += SUM_ROWS) {
      const rows = min(SUM_ROWS, args.rows - row)
      addRows(x + <usize>row * args.xPitch, args.xPitch, rows, columns, scratch, few)
    }
    for (let c = 0; c < columns; c++) store<f32>(y + c * 4, <f32>load<f64>(scratch + c * 8))
  }
}

/**
 * Adds a few rows in float32, which rounds little, and what comes out to sums in float64.
 * @param few room for a row
 */
export function addRows(
  x: usize,
  pitch: i32,
  rows: i32,
  columns: i32,
  sums: usize,
  few: usize,
): void {
  let c = 0
  for (; c + 16 <= columns; c += 16) sum16(x + c * 4, pitch, rows, few + c * 4)
  for (; c < columns; c++) sum1(x + c * 4, pitch, rows, few + c * 4)
  addTo(sums, few, columns)
}

/** Adds a row in float32 to sums in float64. */
export function addTo(sums: usize, row: usize, columns: i32): void {
  for (let c = 0; c < columns; c++) {
    store<f64>(sums + c * 8, load<f64>(sums + c * 8) + load<f32>(row + c * 4))
  }
}

function sum1(x: usize, pitch: i32, rows: i32, y: usize): void {
  let sum: f32 = 0
  for (let row = 0; row < rows; row++, x += pitch) sum += load<f32>(x)
  store<f32>(y, sum)
}

function sum16(x: usize, pitch: i32, rows: i32, y: usize): void {
  let s0 = f32x4.splat(0)
  let s1 = f32x4.splat(0)
  let s2 = f32x4.splat(0)
  let s3 = f32x4.splat(0)
  for (let row = 0; row < rows; row++, x += pitch) {
    s3 = f32x4.add(s3, v128.load(x, 48))
    s2 = f32x4.add(s2, v128.load(x, 32))
    s1 = f32x4.add(s1, v128.load(x, 16))
    s0 = f32x4.add(s0, v128.load(x))
  }
  v128.store(y, s3, 48)
  v128.store(y, s2, 32)
  v128.store(y, s1, 16)
  v128.store(y, s0)
}
