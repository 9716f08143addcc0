// exp of four floats. Inlined, so that a pair of calls on adjacent vectors becomes one of 256 bits.

import { madd } from './madd'

/**
 * The constants below, in memory: V8 makes a vector of a constant each time, by three or four
 * instructions, wherever it is used, and loads it from here by one (silu: 1.8 and 0.56 ns a float).
 */
// biome-ignore format: a table
const TABLE = memory.data<f32>([
  -87.2, 89.5, 1.4426950408889634, 12582912, -0.693359375, 2.12194440054690583e-4,
  2 * 0.0013814320376119697, 2 * 0.008368851085176493, 2 * 0.041668401087857,
  2 * 0.16666519523889645, 2 * 0.49999993373065665, 2, 1, 0.5,
])
const LEAST: i32 = 0
const MOST: i32 = 1
const LOG2_E: i32 = 2
/** 1.5 * 2^23: adding it leaves a number's whole part, rounded to nearest, in the lowest bits. */
const ROUNDING: i32 = 3
/** -ln 2 in two parts; the first has so few bits that its products with whole numbers are exact. */
const LN2_HIGH: i32 = 4
const LN2_LOW: i32 = 5
/** Coefficients of r^6 down to r^2. */
const P6: i32 = 6
const TWO: i32 = 11
const ONE: i32 = 12
/** Its bits, 126 << 23, plus n << 23 are those of 2^(n - 1). */
const HALF: i32 = 13

@inline function k(index: i32): v128 {
  return v128.load32_splat(TABLE + index * 4)
}

/** 1, as a constant of the same kind. */
@inline export function one(): v128 {
  return k(ONE)
}

/**
 * e^x with a relative error of at most 1.2e-7; 0 below -87, infinity above 88.72, NaN of NaN.
 *
 * x = n ln 2 + r, |r| <= ln 2 / 2; 2 e^r = 2 + 2 r + r^2 p(r), p of degree 4 with the smallest
 * relative error (3e-9); then times 2^(n - 1), made from its bits. The least and the most x have
 * powers of 0 and infinity.
 */
@inline export function exp(x: v128): v128 {
  // pmin and pmax keep a NaN that comes first.
  const clamped = f32x4.pmin(f32x4.pmax(x, k(LEAST)), k(MOST))
  const rounded = madd(clamped, k(LOG2_E), k(ROUNDING))
  const n = f32x4.sub(rounded, k(ROUNDING))
  const r = madd(n, k(LN2_LOW), madd(n, k(LN2_HIGH), clamped))
  let p = madd(r, k(P6), k(P6 + 1))
  p = madd(p, r, k(P6 + 2))
  p = madd(p, r, k(P6 + 3))
  p = madd(p, r, k(P6 + 4))
  p = madd(p, r, k(TWO))
  p = madd(p, r, k(TWO))
  return f32x4.mul(p, i32x4.add(i32x4.shl(rounded, 23), k(HALF)))
}
