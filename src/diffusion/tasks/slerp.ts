/** Spherical interpolation: between two noises along which every point is as likely a noise. */

/** Below this sine of the angle two directions count as one, or as opposite: a line is taken. */
const SAME = 1e-6

/**
 * (sin((1 - part) angle) a + sin(part angle) b) / sin(angle), the angle being that between a and b
 * (Shoemake 1985). Parts 0 and 1 are a and b to the bit; equal noises give themselves.
 * @param part in [0, 1]
 */
export function slerp(a: Float32Array, b: Float32Array, part: number): Float32Array {
  const dot = (u: Float32Array, v: Float32Array) => u.reduce((sum, x, i) => sum + x * v[i], 0)
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  // noise of zeros has no direction: its angle is NaN
  const apart = Math.sin(angle) >= SAME
  const weight = (share: number) => (apart ? Math.sin(share * angle) / Math.sin(angle) : share)
  const [ofA, ofB] = [weight(1 - part), weight(part)]
  return a.map((value, i) => ofA * value + ofB * b[i])
}
