// The one instruction that the builds differ in.

/** x * y + sum, rounded once where the build has relaxed SIMD, else twice. */
export function madd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum)
  return f32x4.add(f32x4.mul(x, y), sum)
}
