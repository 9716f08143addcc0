// cos, sin and log in float64, two at a time, from + - * / alone: engine/random.ts operation by
// operation, so that both give the same bits.

/** A term 1 - x * a2 / divisor of the series of cos or sin. */
function term(x: v128, a2: v128, divisor: f64): v128 {
  return f64x2.sub(f64x2.splat(1), f64x2.div(f64x2.mul(x, a2), f64x2.splat(divisor)))
}

/** Stores cos, then sin (each two float64), of `turns` full turns, turns in [0, 1). */
export function cosSin(turns: v128, into: usize): void {
  const one = f64x2.splat(1)
  const quadrant = f64x2.floor(f64x2.add(f64x2.mul(turns, f64x2.splat(4)), f64x2.splat(0.5)))
  const offset = f64x2.sub(turns, f64x2.mul(quadrant, f64x2.splat(0.25)))
  const angle = f64x2.mul(offset, f64x2.splat(2 * Math.PI))
  const a2 = f64x2.mul(angle, angle)

  let cos = one
  let sin = one
  for (let k = 8; k >= 1; k--) {
    cos = term(cos, a2, (2 * k - 1) * (2 * k))
    sin = term(sin, a2, 2 * k * (2 * k + 1))
  }
  sin = f64x2.mul(sin, angle)

  // Odd quadrants swap the two; the quadrants' signs are cos + - - +, sin + + - -.
  const q = i64x2.splat(0)
  const index = i64x2.replace_lane(
    i64x2.replace_lane(q, 0, <i64>f64x2.extract_lane(quadrant, 0)),
    1,
    <i64>f64x2.extract_lane(quadrant, 1),
  )
  const odd = i64x2.neg(v128.and(index, i64x2.splat(1)))
  const second = v128.and(i64x2.shr_u(index, 1), i64x2.splat(1))
  const cosSign = i64x2.shl(v128.xor(second, v128.and(index, i64x2.splat(1))), 63)
  const sinSign = i64x2.shl(second, 63)
  v128.store(into, v128.xor(v128.bitselect(sin, cos, odd), cosSign))
  v128.store(into, v128.xor(v128.bitselect(cos, sin, odd), sinSign), 16)
}

/** ln x for normal x in (0, 1). */
export function log(x: v128): v128 {
  // x = mantissa * 2^exponent, mantissa in [sqrt 1/2, sqrt 2), exponent <= 0
  const FRACTION: i64 = 0x000fffffffffffff
  const HALF: i64 = 0x3fe0000000000000
  const halves = v128.or(v128.and(x, i64x2.splat(FRACTION)), i64x2.splat(HALF)) // [1/2, 1)
  const small = f64x2.lt(halves, f64x2.splat(Math.SQRT1_2))
  const doubled = f64x2.add(halves, halves)
  const mantissa = v128.bitselect(doubled, halves, small)
  const biased = i64x2.sub(i64x2.shr_u(x, 52), i64x2.splat(1022))
  const exponent = i64x2.add(biased, small) // a true comparison is -1

  const one = f64x2.splat(1)
  const s = f64x2.div(f64x2.sub(mantissa, one), f64x2.add(mantissa, one))
  const s2 = f64x2.mul(s, s)
  let series = f64x2.splat(1.0 / 17)
  for (let k = 7; k >= 0; k--) {
    series = f64x2.add(f64x2.mul(series, s2), f64x2.splat(1.0 / (2 * k + 1)))
  }
  const ln2 = f64x2.mul(toFloat(exponent), f64x2.splat(Math.LN2))
  return f64x2.add(f64x2.mul(f64x2.mul(f64x2.splat(2), s), series), ln2)
}

function toFloat(x: v128): v128 {
  const low = f64x2.splat(<f64>i64x2.extract_lane(x, 0))
  return f64x2.replace_lane(low, 1, <f64>i64x2.extract_lane(x, 1))
}
