// The softmax of scores and its gradient, in place, row by row: see `heads.ts` for how they lie.

import { exp } from '../exponential'
import { PANEL, PANEL_BYTES } from '../layout'
import { madd } from '../madd'
import { BLOCK_PANEL } from './heads'

/** The address after a row's last panel, whose places beyond the keys get a number. */
function closeRow(row: usize, keys: i32, filler: f32): usize {
  const end = row + ((keys + PANEL - 1) / PANEL) * BLOCK_PANEL
  const missing = -keys & (PANEL - 1)
  const last = end - BLOCK_PANEL + PANEL_BYTES
  for (let place = last - missing * 4; place < last; place += 4) store<f32>(place, filler)
  return end
}

/** Scores of each row become exp(scale (score - largest)) over the sum of these. */
export function softmaxRows(scores: usize, count: i32, keys: i32, scale: f32): void {
  for (let i = 0; i < count; i++) {
    const row = scores + i * PANEL_BYTES
    const end = closeRow(row, keys, -Infinity)
    raisePanels(row, end, mostOf(row, end), scale)
    scalePanels(row, end, 1 / sumPanels(row, end))
  }
}

/** NaN is passed over: what is made with the row's largest shows it. */
function mostOf(row: usize, end: usize): f32 {
  let m0 = f32x4.splat(-Infinity)
  let m1 = m0
  let m2 = m0
  let m3 = m0
  for (; row < end; row += BLOCK_PANEL) {
    m0 = f32x4.pmax(m0, v128.load(row))
    m1 = f32x4.pmax(m1, v128.load(row, 16))
    m2 = f32x4.pmax(m2, v128.load(row, 32))
    m3 = f32x4.pmax(m3, v128.load(row, 48))
  }
  const most = f32x4.pmax(f32x4.pmax(m0, m1), f32x4.pmax(m2, m3))
  return max<f32>(
    max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  )
}

/** Each becomes exp(scale (score - most)); in pairs of vectors, for the re-vectorizer. */
function raisePanels(row: usize, end: usize, most: f32, scale: f32): void {
  const m = f32x4.splat(most)
  const factor = f32x4.splat(scale)
  for (; row < end; row += BLOCK_PANEL) {
    const x3 = exp(f32x4.mul(f32x4.sub(v128.load(row, 48), m), factor))
    const x2 = exp(f32x4.mul(f32x4.sub(v128.load(row, 32), m), factor))
    const x1 = exp(f32x4.mul(f32x4.sub(v128.load(row, 16), m), factor))
    const x0 = exp(f32x4.mul(f32x4.sub(v128.load(row), m), factor))
    v128.store(row, x3, 48)
    v128.store(row, x2, 32)
    v128.store(row, x1, 16)
    v128.store(row, x0)
  }
}

function sumPanels(row: usize, end: usize): f32 {
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  for (; row < end; row += BLOCK_PANEL) {
    s0 = f32x4.add(s0, v128.load(row))
    s1 = f32x4.add(s1, v128.load(row, 16))
    s2 = f32x4.add(s2, v128.load(row, 32))
    s3 = f32x4.add(s3, v128.load(row, 48))
  }
  return sumOf(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
}

function sumOf(x: v128): f32 {
  const low = f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)
  return low + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
}

function scalePanels(row: usize, end: usize, scale: f32): void {
  const factor = f32x4.splat(scale)
  for (; row < end; row += BLOCK_PANEL) {
    v128.store(row, f32x4.mul(v128.load(row, 16), factor), 16)
    v128.store(row, f32x4.mul(v128.load(row), factor))
    v128.store(row, f32x4.mul(v128.load(row, 48), factor), 48)
    v128.store(row, f32x4.mul(v128.load(row, 32), factor), 32)
  }
}

/** Slopes of the weights become slopes of the scores: weight (slope - sum of weights * slopes). */
export function slopeRows(slopes: usize, weights: usize, count: i32, keys: i32): void {
  for (let i = 0; i < count; i++) {
    const row = slopes + i * PANEL_BYTES
    const end = closeRow(row, keys, 0)
    const mean = dotPanels(row, end, weights)
    slopePanels(row, end, weights, mean)
    weights += PANEL_BYTES
  }
}

/** Sum of a * b over a row's panels. */
function dotPanels(a: usize, end: usize, b: usize): f32 {
  let s0 = f32x4.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  for (; a < end; a += BLOCK_PANEL, b += BLOCK_PANEL) {
    s0 = madd(v128.load(a), v128.load(b), s0)
    s1 = madd(v128.load(a, 16), v128.load(b, 16), s1)
    s2 = madd(v128.load(a, 32), v128.load(b, 32), s2)
    s3 = madd(v128.load(a, 48), v128.load(b, 48), s3)
  }
  return sumOf(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
}

function slopePanels(row: usize, end: usize, weights: usize, mean: f32): void {
  const m = f32x4.splat(mean)
  for (; row < end; row += BLOCK_PANEL, weights += BLOCK_PANEL) {
    for (let at = 0; at < PANEL_BYTES; at += 32) {
      const high = f32x4.sub(v128.load(row + at, 16), m)
      const low = f32x4.sub(v128.load(row + at), m)
      v128.store(row + at, f32x4.mul(high, v128.load(weights + at, 16)), 16)
      v128.store(row + at, f32x4.mul(low, v128.load(weights + at)))
    }
  }
}
