// GroupNorm forward: the stats of a sample's groups, and its channels normalised, scaled, shifted
// and, on request, through silu. A unit of work does both on some groups of a sample while they are
// in its cache. Bits depend on a group's own numbers alone.

import {
  countFrom,
  firstOf,
  statsAt,
  statsStep,
  sampleAt,
  sampleOf,
  unitsOf,
} from './group-units'
import { GroupNorm, Normalisation, SUM_ROWS } from './layout'
import { madd } from './madd'
import { clearRow } from './rows'
import { siluOf } from './silu'
import { addRows, addTo } from './sums'
import { claim } from './team'

/**
 * Scratch, in rows of `perUnit` floats: means, sums in float32 or factors, and sums in float64, which
 * take two.
 */
export function groupNorm(args: GroupNorm, scratch: usize): void {
  const part = changetype<Normalisation>(args)
  const units = unitsOf(part)
  for (let unit = claim(); unit < units; unit = claim()) {
    const sample = sampleOf(part, unit)
    const first = firstOf(part, unit)
    const count = countFrom(part, first)
    if (args.measured) measure(args, sample, first, count, scratch)
    if (args.y) normalise(args, sample, first, count, scratch)
  }
}

/** Means, then the squares of what is left: large means cost no digits. */
function measure(args: GroupNorm, sample: i32, first: i32, count: i32, scratch: usize): void {
  const part = changetype<Normalisation>(args)
  const width: usize = args.perUnit * 4
  const few = scratch + width
  const sums = scratch + 2 * width
  const x = sampleAt(args.x, args.xPitch, part, sample, first)
  const elements = <f64>(args.pixels * args.groupSize)
  const at = statsAt(part, sample, first)

  clearRow(sums, count * 8)
  for (let row = 0; row < args.pixels; row += SUM_ROWS) {
    const rows = min(SUM_ROWS, args.pixels - row)
    addRows(x + <usize>row * args.xPitch, args.xPitch, rows, count, sums, few)
  }
  for (let c = 0, stat = at; c < count; c += args.groupSize, stat += 4) {
    const mean = <f32>(groupSum(sums + c * 8, args.groupSize) / elements)
    store<f32>(stat, mean)
    fillRow(scratch + c * 4, mean, args.groupSize)
  }

  clearRow(sums, count * 8)
  for (let row = 0; row < args.pixels; row += SUM_ROWS) {
    const rows = min(SUM_ROWS, args.pixels - row)
    addSquares(x + <usize>row * args.xPitch, args.xPitch, rows, count, scratch, sums, few)
  }
  const step = statsStep(part)
  for (let c = 0, stat = at + step; c < count; c += args.groupSize, stat += 4) {
    const variance = groupSum(sums + c * 8, args.groupSize) / elements
    store<f32>(stat, <f32>(1.0 / Math.sqrt(variance + args.epsilon)))
  }
}

function groupSum(sums: usize, count: i32): f64 {
  let sum: f64 = 0
  for (let c = 0; c < count; c++) sum += load<f64>(sums + c * 8)
  return sum
}

function fillRow(row: usize, value: f32, count: i32): void {
  for (let c = 0; c < count; c++) store<f32>(row + c * 4, value)
}

/** Adds squares of a few rows' distances from the means: first in float32, then in float64. */
function addSquares(
  x: usize,
  pitch: i32,
  rows: i32,
  columns: i32,
  means: usize,
  sums: usize,
  few: usize,
): void {
  let c = 0
  for (; c + 16 <= columns; c += 16) squares16(x + c * 4, pitch, rows, means + c * 4, few + c * 4)
  for (; c < columns; c++) squares1(x + c * 4, pitch, rows, means + c * 4, few + c * 4)
  addTo(sums, few, columns)
}

function squares1(x: usize, pitch: i32, rows: i32, means: usize, y: usize): void {
  const mean = v128.load32_zero(means)
  let sum = f32x4.splat(0)
  for (let row = 0; row < rows; row++, x += pitch) {
    const d = f32x4.sub(v128.load32_zero(x), mean)
    sum = madd(d, d, sum)
  }
  v128.store_lane<f32>(y, sum, 0)
}

function squares16(x: usize, pitch: i32, rows: i32, means: usize, y: usize): void {
  const m3 = v128.load(means, 48)
  const m2 = v128.load(means, 32)
  const m1 = v128.load(means, 16)
  const m0 = v128.load(means)
  let s0 = f32x4.splat(0)
  let s1 = f32x4.splat(0)
  let s2 = f32x4.splat(0)
  let s3 = f32x4.splat(0)
  for (let row = 0; row < rows; row++, x += pitch) {
    const d3 = f32x4.sub(v128.load(x, 48), m3)
    const d2 = f32x4.sub(v128.load(x, 32), m2)
    const d1 = f32x4.sub(v128.load(x, 16), m1)
    const d0 = f32x4.sub(v128.load(x), m0)
    s3 = madd(d3, d3, s3)
    s2 = madd(d2, d2, s2)
    s1 = madd(d1, d1, s1)
    s0 = madd(d0, d0, s0)
  }
  v128.store(y, s3, 48)
  v128.store(y, s2, 32)
  v128.store(y, s1, 16)
  v128.store(y, s0)
}

/** y = (x - mean) factor + shift, factor = scale / deviation */
function normalise(args: GroupNorm, sample: i32, first: i32, count: i32, scratch: usize): void {
  const part = changetype<Normalisation>(args)
  const factors = scratch + args.perUnit * 4
  const shift = args.shift + first * 4
  const step = statsStep(part)
  for (let c = 0; c < count; c++) {
    const stat = statsAt(part, sample, first + c)
    store<f32>(scratch + c * 4, load<f32>(stat))
    const inverse = load<f32>(stat + step)
    store<f32>(factors + c * 4, inverse * load<f32>(args.scale + (first + c) * 4))
  }
  let x = sampleAt(args.x, args.xPitch, part, sample, first)
  let y = sampleAt(args.y, args.yPitch, part, sample, first)
  for (let row = 0; row < args.pixels; row++, x += args.xPitch, y += args.yPitch) {
    if (args.silu) normaliseRow(true, y, x, scratch, factors, shift, count * 4)
    else normaliseRow(false, y, x, scratch, factors, shift, count * 4)
  }
}

@inline function normaliseRow(
  silu: bool,
  y: usize,
  x: usize,
  means: usize,
  factors: usize,
  shift: usize,
  bytes: i32,
): void {
  let at: usize = 0
  for (; at + 32 <= <usize>bytes; at += 32) {
    const dHigh = f32x4.sub(v128.load(x + at, 16), v128.load(means + at, 16))
    const dLow = f32x4.sub(v128.load(x + at), v128.load(means + at))
    let high = madd(dHigh, v128.load(factors + at, 16), v128.load(shift + at, 16))
    let low = madd(dLow, v128.load(factors + at), v128.load(shift + at))
    if (silu) {
      high = siluOf(high)
      low = siluOf(low)
    }
    v128.store(y + at, high, 16)
    v128.store(y + at, low)
  }
  for (; at < <usize>bytes; at += 4) {
    const d = f32x4.sub(v128.load32_zero(x + at), v128.load32_zero(means + at))
    const z = madd(d, v128.load32_zero(factors + at), v128.load32_zero(shift + at))
    v128.store_lane<f32>(y + at, silu ? siluOf(z) : z, 0)
  }
}
