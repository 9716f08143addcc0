// GroupNorm backward. With dz the gradient before silu, x^ the normalised x and g = scale dz:
//   sums: over a sample's pixels, each channel's dz and dz x^
//   dx = (g - mean(g) - x^ mean(g x^)) / deviation, means over the group
// A unit of work does both on some groups of a sample while they are in its cache; dz waits in
// dx's place.

import {
  countFrom,
  firstOf,
  statsAt,
  statsStep,
  sampleAt,
  sampleOf,
  unitsOf,
} from './group-units'
import { GroupNormGradient, Normalisation, SUM_ROWS } from './layout'
import { madd } from './madd'
import { clearRow, copyRow } from './rows'
import { siluSlope } from './silu'
import { addTo } from './sums'
import { claim } from './team'

/** Rows of scratch, each `perUnit` channels: of float32, and the sums of float64 after them. */
const MEAN: i32 = 0
const INVERSE: i32 = 1
const SCALE: i32 = 2
const SHIFT: i32 = 3
const FEW_SUMS: i32 = 4
const FEW_PRODUCTS: i32 = 5
const SUMS: i32 = 6
const PRODUCTS: i32 = 8
/** dx = A dz + (x - mean) B + C: they take the place of coefficients that are done with. */
const A: i32 = 1
const B: i32 = 2
const C: i32 = 3

export function groupNormGradient(args: GroupNormGradient, scratch: usize): void {
  const part = changetype<Normalisation>(args)
  const units = unitsOf(part)
  for (let unit = claim(); unit < units; unit = claim()) {
    const sample = sampleOf(part, unit)
    const first = firstOf(part, unit)
    const count = countFrom(part, first)
    takeCoefficients(args, sample, first, count, scratch)
    if (args.summed || args.silu) sumChannels(args, sample, first, count, scratch)
    if (args.summed) storeSums(args, sample, first, count, scratch)
    if (args.y) {
      makeCoefficients(args, sample, first, count, scratch)
      storeGradient(args, sample, first, count, scratch)
    }
  }
}

@inline function rowAt(args: GroupNormGradient, scratch: usize, row: i32): usize {
  return scratch + row * args.perUnit * 4
}

function takeCoefficients(
  args: GroupNormGradient,
  sample: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  const part = changetype<Normalisation>(args)
  const step = statsStep(part)
  for (let c = 0; c < count; c++) {
    const stat = statsAt(part, sample, first + c)
    store<f32>(rowAt(args, scratch, MEAN) + c * 4, load<f32>(stat))
    store<f32>(rowAt(args, scratch, INVERSE) + c * 4, load<f32>(stat + step))
  }
  copyRow(rowAt(args, scratch, SCALE), args.scale + first * 4, count * 4)
  copyRow(rowAt(args, scratch, SHIFT), args.shift + first * 4, count * 4)
}

/** dz into dx's place where there is silu, and sums by channel: first in float32, then in float64. */
function sumChannels(
  args: GroupNormGradient,
  sample: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  clearRow(rowAt(args, scratch, SUMS), count * 8)
  clearRow(rowAt(args, scratch, PRODUCTS), count * 8)
  const from = sample * args.pixels
  for (let row = 0; row < args.pixels; row += SUM_ROWS) {
    const rows = min(SUM_ROWS, args.pixels - row)
    sumRowsOf(args, from + row, rows, first, count, scratch)
    addTo(rowAt(args, scratch, SUMS), rowAt(args, scratch, FEW_SUMS), count)
    addTo(rowAt(args, scratch, PRODUCTS), rowAt(args, scratch, FEW_PRODUCTS), count)
  }
}

function sumRowsOf(
  args: GroupNormGradient,
  row: i32,
  rows: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  let c = 0
  if (args.silu) {
    for (; c + 8 <= count; c += 8) sumColumns(true, true, args, row, rows, first, c, scratch)
    for (; c < count; c++) sumColumns(true, false, args, row, rows, first, c, scratch)
  } else {
    for (; c + 8 <= count; c += 8) sumColumns(false, true, args, row, rows, first, c, scratch)
    for (; c < count; c++) sumColumns(false, false, args, row, rows, first, c, scratch)
  }
}

@inline function take(from: usize, eight: bool): v128 {
  return eight ? v128.load(from) : v128.load32_zero(from)
}

/** The four after those; nothing where there is one. */
@inline function takeNext(from: usize, eight: bool): v128 {
  return eight ? v128.load(from, 16) : f32x4.splat(0)
}

@inline function put(to: usize, eight: bool, value: v128): void {
  if (eight) v128.store(to, value)
  else v128.store_lane<f32>(to, value, 0)
}

/** Eight channels, in pairs of vectors for the re-vectorizer, or one. */
@inline function sumColumns(
  silu: bool,
  eight: bool,
  args: GroupNormGradient,
  row: i32,
  rows: i32,
  first: i32,
  c: i32,
  scratch: usize,
): void {
  const column: usize = (first + c) * 4
  const at = scratch + c * 4
  const width: usize = args.perUnit * 4
  const meanHigh = takeNext(at, eight)
  const mean = take(at, eight)
  const inverseHigh = takeNext(at + width, eight)
  const inverse = take(at + width, eight)
  const scaleHigh = takeNext(at + SCALE * width, eight)
  const scale = take(at + SCALE * width, eight)
  const shiftHigh = takeNext(at + SHIFT * width, eight)
  const shift = take(at + SHIFT * width, eight)
  let x = args.x + <usize>row * args.xPitch + column
  let dy = args.dy + <usize>row * args.dyPitch + column
  // Without dx nobody wants dz: it goes where the sums will be.
  let dz = args.y ? args.y + <usize>row * args.yPitch + column : at + FEW_SUMS * width
  const dzPitch = args.y ? args.yPitch : 0
  let sumHigh = f32x4.splat(0)
  let sum = f32x4.splat(0)
  let productHigh = f32x4.splat(0)
  let product = f32x4.splat(0)
  for (let i = 0; i < rows; i++, x += args.xPitch, dy += args.dyPitch, dz += dzPitch) {
    const hatHigh = f32x4.mul(f32x4.sub(takeNext(x, eight), meanHigh), inverseHigh)
    const hat = f32x4.mul(f32x4.sub(take(x, eight), mean), inverse)
    let gHigh = takeNext(dy, eight)
    let g = take(dy, eight)
    if (silu) {
      gHigh = f32x4.mul(gHigh, siluSlope(madd(hatHigh, scaleHigh, shiftHigh)))
      g = f32x4.mul(g, siluSlope(madd(hat, scale, shift)))
      if (eight) v128.store(dz, gHigh, 16)
      put(dz, eight, g)
    }
    if (eight) {
      sumHigh = f32x4.add(sumHigh, gHigh)
      productHigh = madd(gHigh, hatHigh, productHigh)
    }
    sum = f32x4.add(sum, g)
    product = madd(g, hat, product)
  }
  if (eight) v128.store(at + FEW_SUMS * width, sumHigh, 16)
  put(at + FEW_SUMS * width, eight, sum)
  if (eight) v128.store(at + FEW_PRODUCTS * width, productHigh, 16)
  put(at + FEW_PRODUCTS * width, eight, product)
}

function storeSums(
  args: GroupNormGradient,
  sample: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  const sums = args.sums + sample * args.sumsPitch + first * 4
  const products = sums + args.columns * 4
  for (let c = 0; c < count; c++) {
    store<f32>(sums + c * 4, <f32>load<f64>(rowAt(args, scratch, SUMS) + c * 8))
    store<f32>(products + c * 4, <f32>load<f64>(rowAt(args, scratch, PRODUCTS) + c * 8))
  }
}

/** From the sums as they are stored, whoever has stored them. */
function makeCoefficients(
  args: GroupNormGradient,
  sample: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  const sums = args.sums + sample * args.sumsPitch + first * 4
  for (let c = 0; c < count; c += args.groupSize) {
    const along = scaledMean(args, sums + args.columns * 4, first, c)
    const across = scaledMean(args, sums, first, c)
    const end = c + args.groupSize
    for (let i = c; i < end; i++) {
      const inverse = <f64>load<f32>(rowAt(args, scratch, INVERSE) + i * 4)
      const scale = load<f32>(rowAt(args, scratch, SCALE) + i * 4)
      store<f32>(rowAt(args, scratch, A) + i * 4, <f32>(inverse * scale))
      store<f32>(rowAt(args, scratch, B) + i * 4, <f32>(-inverse * inverse * along))
      store<f32>(rowAt(args, scratch, C) + i * 4, <f32>(-inverse * across))
    }
  }
}

/** Mean over a group of g, or of g x^, from its channels' sums. */
function scaledMean(args: GroupNormGradient, sums: usize, first: i32, c: i32): f64 {
  let sum: f64 = 0
  for (let i = c; i < c + args.groupSize; i++) {
    sum += <f64>load<f32>(args.scale + (first + i) * 4) * <f64>load<f32>(sums + i * 4)
  }
  return sum / <f64>(args.pixels * args.groupSize)
}

function storeGradient(
  args: GroupNormGradient,
  sample: i32,
  first: i32,
  count: i32,
  scratch: usize,
): void {
  const part = changetype<Normalisation>(args)
  let x = sampleAt(args.x, args.xPitch, part, sample, first)
  let y = sampleAt(args.y, args.yPitch, part, sample, first)
  const dzPitch = args.silu ? args.yPitch : args.dyPitch
  let dz = args.silu ? y : sampleAt(args.dy, args.dyPitch, part, sample, first)
  for (let row = 0; row < args.pixels; row++) {
    gradientRow(y, dz, x, scratch, args.perUnit * 4, count * 4)
    x += args.xPitch
    y += args.yPitch
    dz += dzPitch
  }
}

/** y = A dz + (x - mean) B + C */
function gradientRow(
  y: usize,
  dz: usize,
  x: usize,
  mean: usize,
  width: usize,
  bytes: i32,
): void {
  const a = mean + A * width
  const b = mean + B * width
  const c = mean + C * width
  let at: usize = 0
  for (; at + 32 <= <usize>bytes; at += 32) {
    const dHigh = f32x4.sub(v128.load(x + at, 16), v128.load(mean + at, 16))
    const dLow = f32x4.sub(v128.load(x + at), v128.load(mean + at))
    const high = madd(dHigh, v128.load(b + at, 16), v128.load(c + at, 16))
    const low = madd(dLow, v128.load(b + at), v128.load(c + at))
    const yHigh = madd(v128.load(dz + at, 16), v128.load(a + at, 16), high)
    const yLow = madd(v128.load(dz + at), v128.load(a + at), low)
    v128.store(y + at, yHigh, 16)
    v128.store(y + at, yLow)
  }
  for (; at < <usize>bytes; at += 4) {
    const d = f32x4.sub(v128.load32_zero(x + at), v128.load32_zero(mean + at))
    const rest = madd(d, v128.load32_zero(b + at), v128.load32_zero(c + at))
    v128.store_lane<f32>(y + at, madd(v128.load32_zero(dz + at), v128.load32_zero(a + at), rest), 0)
  }
}
