// silu(x) = x sigmoid(x), its derivative, and both on rows of floats: pairs of vectors, the higher
// one first, for the re-vectorizer, then one by one with the same operations.

import { exp, one } from './exponential'
import { madd } from './madd'

/** NaN at -infinity: -infinity * 0. */
@inline export function siluOf(x: v128): v128 {
  return f32x4.div(x, f32x4.add(one(), exp(f32x4.neg(x))))
}

/** The derivative: s (1 + x (1 - s)), s = sigmoid(x). */
@inline export function siluSlope(x: v128): v128 {
  const s = f32x4.div(one(), f32x4.add(one(), exp(f32x4.neg(x))))
  return f32x4.mul(s, madd(x, f32x4.sub(one(), s), one()))
}

/** y = silu(a) */
export function siluRow(y: usize, a: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 32 <= end; y += 32, a += 32) {
    const high = siluOf(v128.load(a, 16))
    const low = siluOf(v128.load(a))
    v128.store(y, high, 16)
    v128.store(y, low)
  }
  for (; y < end; y += 4, a += 4) v128.store_lane<f32>(y, siluOf(v128.load32_zero(a)), 0)
}

/** y = a times the derivative at b */
export function siluGradientRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 32 <= end; y += 32, a += 32, b += 32) {
    const high = f32x4.mul(v128.load(a, 16), siluSlope(v128.load(b, 16)))
    const low = f32x4.mul(v128.load(a), siluSlope(v128.load(b)))
    v128.store(y, high, 16)
    v128.store(y, low)
  }
  for (; y < end; y += 4, a += 4, b += 4) {
    const product = f32x4.mul(v128.load32_zero(a), siluSlope(v128.load32_zero(b)))
    v128.store_lane<f32>(y, product, 0)
  }
}
