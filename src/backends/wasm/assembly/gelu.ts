// gelu(x) = x times the normal distribution function at x, its derivative, and both on rows of floats.

import { exp, one } from './exponential'
import { madd } from './madd'

/**
 * erfc(z) = t e^(-z^2 + p(t)), t = 1 / (1 + z / 2), with a relative error of at most 1.2e-7 (Press et al.,
 * Numerical Recipes, section 6.2): the coefficients of p, from the highest.
 */
// biome-ignore format: a table
const TABLE = memory.data<f32>([
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
])
const DEGREE: i32 = 9

/** The normal distribution function. */
function distribution(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.7071067811865476))
  const t = f32x4.div(one(), madd(z, f32x4.splat(0.5), one()))
  let p = v128.load32_splat(TABLE)
  for (let i = 1; i <= DEGREE; i++) p = madd(p, t, v128.load32_splat(TABLE + i * 4))
  const tail = f32x4.mul(exp(f32x4.sub(p, f32x4.mul(z, z))), f32x4.mul(t, f32x4.splat(0.5)))
  return v128.bitselect(tail, f32x4.sub(one(), tail), f32x4.lt(x, f32x4.splat(0)))
}

/** NaN at -infinity: -infinity * 0. */
function geluOf(x: v128): v128 {
  return f32x4.mul(x, distribution(x))
}

/** The derivative: the distribution function, and x times its density. */
function geluSlope(x: v128): v128 {
  const power = exp(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)))
  const density = f32x4.mul(power, f32x4.splat(0.3989422804014327))
  return madd(x, density, distribution(x))
}

/** y = gelu(a) */
export function geluRow(y: usize, a: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) v128.store(y, geluOf(v128.load(a)))
  for (; y < end; y += 4, a += 4) v128.store_lane<f32>(y, geluOf(v128.load32_zero(a)), 0)
}

/** y = a times the derivative at b */
export function geluGradientRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    v128.store(y, f32x4.mul(v128.load(a), geluSlope(v128.load(b))))
  }
  for (; y < end; y += 4, a += 4, b += 4) {
    const product = f32x4.mul(v128.load32_zero(a), geluSlope(v128.load32_zero(b)))
    v128.store_lane<f32>(y, product, 0)
  }
}
