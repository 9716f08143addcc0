// mish(x) = x tanh(log(1 + e^x)), its derivative, and both on rows of floats.
//
// With e = e^x and n = e (e + 2), tanh(log(1 + e)) is n / (n + 2), which loses no digits where e is small.

import { exp, one } from './exponential'
import { madd } from './madd'

/** From here on n / (n + 2) is 1, and n^2 still a number. */
const ENOUGH: f32 = 20

/** e^x up to ENOUGH. NaN, which comes first, stays. */
@inline function power(x: v128): v128 {
  return exp(f32x4.pmin(x, f32x4.splat(ENOUGH)))
}

/** NaN at -infinity: -infinity * 0. */
function mishOf(x: v128): v128 {
  const e = power(x)
  const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)))
  return f32x4.mul(x, f32x4.div(n, f32x4.add(n, f32x4.splat(2))))
}

/** The derivative: g + x 4 e (e + 1) / (n + 2)^2, g = n / (n + 2). */
function mishSlope(x: v128): v128 {
  const e = power(x)
  const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)))
  const divisor = f32x4.add(n, f32x4.splat(2))
  const steepness = f32x4.mul(f32x4.mul(f32x4.splat(4), e), f32x4.add(e, one()))
  const change = f32x4.div(f32x4.div(steepness, divisor), divisor)
  return madd(f32x4.pmin(x, f32x4.splat(ENOUGH)), change, f32x4.div(n, divisor))
}

/** y = mish(a) */
export function mishRow(y: usize, a: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) v128.store(y, mishOf(v128.load(a)))
  for (; y < end; y += 4, a += 4) v128.store_lane<f32>(y, mishOf(v128.load32_zero(a)), 0)
}

/** y = a times the derivative at b */
export function mishGradientRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    v128.store(y, f32x4.mul(v128.load(a), mishSlope(v128.load(b))))
  }
  for (; y < end; y += 4, a += 4, b += 4) {
    const product = f32x4.mul(v128.load32_zero(a), mishSlope(v128.load32_zero(b)))
    v128.store_lane<f32>(y, product, 0)
  }
}
