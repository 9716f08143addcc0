// exp of four floats. Inlined, so that a pair of calls on adjacent vectors becomes one of 256 bits.

import { madd } from './madd'

@inline function k(value: f32): v128 {
  return f32x4.splat(value)
}

/** ln 2 in two parts; the first has so few bits that its products with whole numbers are exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.12194440054690583e-4
/** Adding it leaves a number's whole part, rounded to nearest, in the lowest bits. */
const ROUNDING: f32 = 12582912 // 1.5 * 2^23
/** Half a float's 1: the polynomial below is doubled instead, so that 2^128 need not exist. */
const HALF_BITS: i32 = 126 << 23

/**
 * e^x with a relative error of at most 1.2e-7; 0 below -87, infinity above 88.72, NaN of NaN.
 *
 * x = n ln 2 + r, |r| <= ln 2 / 2; 2 e^r = 2 + 2 r + r^2 p(r), p of degree 4 with the smallest
 * relative error (3e-9); then times 2^(n - 1), made from its bits.
 */
// biome-ignore format: one line per step
@inline export function exp(x: v128): v128 {
  // pmin and pmax keep a NaN that comes first; the limits give n = -126, a power of 0, and 129, infinity
  const clamped = f32x4.pmin(f32x4.pmax(x, k(-87.2)), k(89.5))
  const rounded = madd(clamped, k(Math.LOG2E as f32), k(ROUNDING))
  const n = f32x4.sub(rounded, k(ROUNDING))
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(HALF_BITS))
  const r = madd(n, k(-LN2_LOW), madd(n, k(-LN2_HIGH), clamped))
  let p = madd(r, k(2 * 0.0013814320376119697), k(2 * 0.008368851085176493))
  p = madd(p, r, k(2 * 0.041668401087857))
  p = madd(p, r, k(2 * 0.16666519523889645))
  p = madd(p, r, k(2 * 0.49999993373065665))
  p = madd(p, r, k(2))
  p = madd(p, r, k(2))
  return f32x4.mul(p, power)
}
