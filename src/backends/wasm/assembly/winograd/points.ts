// The transforms of Winograd's algorithm along one axis, 8 channels at a time (Winograd 1980; Lavin
// and Gray 2016), by Toom and Cook's construction: filters and results are polynomials, and their
// values at points multiply. The points are a, -a, b, -b, 0 and infinity with a = sqrt(1/2) and
// b = sqrt(2); 4 or 5 points are the first of these. So all sizes of tiles share the filters.
//
//   spread   count coefficients -> values at the points  (filters; gradients of results)
//   collect  its transpose, values -> count coefficients (results; gradients of filters)
//   window   a window of the image -> what multiplies the filter's values, with all scale factors
//
// Each line is a high and a low half of four channels, stored in this order, 16 bytes apart: V8's
// re-vectorizer then makes 256-bit operations of them.

import { madd } from '../madd'

const A: f32 = 0.7071067811865476
const B: f32 = 1.4142135623730951

/** 1 / (a * 2a * (a^2 - b^2)) and 1 / (b * 2b * (b^2 - a^2)) */
const SCALE_A: f32 = -2.0 / 3.0
const SCALE_B: f32 = 1.0 / 6.0

@inline function k(value: f32): v128 {
  return f32x4.splat(value)
}
@inline function add(x: v128, y: v128): v128 {
  return f32x4.add(x, y)
}
@inline function sub(x: v128, y: v128): v128 {
  return f32x4.sub(x, y)
}
@inline function scale(x: v128, factor: f32): v128 {
  return f32x4.mul(x, k(factor))
}
@inline function put(to: usize, high: v128, low: v128): void {
  v128.store(to, high, 16)
  v128.store(to, low)
}

/** Values at a point and its opposite, from the even and the odd part. */
@inline function putOpposite(
  to: usize,
  step: usize,
  hEven: v128,
  lEven: v128,
  hOdd: v128,
  lOdd: v128,
): void {
  put(to, add(hEven, hOdd), add(lEven, lOdd))
  put(to + step, sub(hEven, hOdd), sub(lEven, lOdd))
}

/**
 * One line of a window: the pixels at d0 .. d5, of which 4 points need the first 4. A row of the
 * transform holds the coefficients of the polynomial that is zero at all other points and whose
 * value times the filter's is wanted at this one.
 */
@inline export function windowLine(
  points: i32,
  d0: usize,
  d1: usize,
  d2: usize,
  d3: usize,
  d4: usize,
  d5: usize,
  to: usize,
  step: usize,
): void {
  let at = to // a parameter of an inlined function is the caller's own variable
  const h1 = v128.load(d1, 16)
  const l1 = v128.load(d1)
  const h2 = v128.load(d2, 16)
  const l2 = v128.load(d2)
  const h3 = v128.load(d3, 16)
  const l3 = v128.load(d3)

  // Odd parts: SCALE p (x^3 - q^2 x), q the other point
  const hoa = madd(k(-2 * SCALE_A * A), h1, scale(h3, SCALE_A * A))
  const loa = madd(k(-2 * SCALE_A * A), l1, scale(l3, SCALE_A * A))
  const hob = madd(k(-0.5 * SCALE_B * B), h1, scale(h3, SCALE_B * B))
  const lob = madd(k(-0.5 * SCALE_B * B), l1, scale(l3, SCALE_B * B))

  // Even parts: SCALE (x^4 - q^2 x^2); without the point 0 SCALE p^2 (x^2 - q^2)
  const h0 = v128.load(d0, 16)
  const l0 = v128.load(d0)
  const h4 = points > 4 ? v128.load(d4, 16) : h2
  const l4 = points > 4 ? v128.load(d4) : l2
  const h5 = points > 5 ? v128.load(d5, 16) : h3
  const l5 = points > 5 ? v128.load(d5) : l3
  const hx = points > 4 ? h2 : h0
  const lx = points > 4 ? l2 : l0
  const scaleA: f32 = points > 4 ? SCALE_A : 0.5 * SCALE_A
  const scaleB: f32 = points > 4 ? SCALE_B : 2 * SCALE_B
  const hea = madd(k(-2 * scaleA), hx, scale(h4, scaleA))
  const lea = madd(k(-2 * scaleA), lx, scale(l4, scaleA))
  const heb = madd(k(-0.5 * scaleB), hx, scale(h4, scaleB))
  const leb = madd(k(-0.5 * scaleB), lx, scale(l4, scaleB))

  putOpposite(at, step, hea, lea, hoa, loa)
  at += 2 * step
  putOpposite(at, step, heb, leb, hob, lob)
  at += step
  if (points > 4) {
    at += step
    put(at, madd(k(-2.5), h2, add(h4, h0)), madd(k(-2.5), l2, add(l4, l0)))
  }
  if (points > 5) {
    at += step
    put(at, madd(k(-2.5), h3, add(h5, h1)), madd(k(-2.5), l3, add(l5, l1)))
  }
}

/** Values of a polynomial of `count` coefficients, 2 to 5, at the points. */
@inline export function spreadLine(
  points: i32,
  count: i32,
  source: usize,
  sourceStep: usize,
  to: usize,
  step: usize,
): void {
  let at = to // a parameter of an inlined function is the caller's own variable
  let from = source
  const h0 = v128.load(from, 16)
  const l0 = v128.load(from)
  from += sourceStep
  let hLast = v128.load(from, 16)
  let lLast = v128.load(from)
  let hea = h0
  let lea = l0
  let heb = h0
  let leb = l0
  let hoa = scale(hLast, A)
  let loa = scale(lLast, A)
  let hob = scale(hLast, B)
  let lob = scale(lLast, B)
  if (count > 2) {
    from += sourceStep
    hLast = v128.load(from, 16)
    lLast = v128.load(from)
    hea = madd(k(0.5), hLast, hea)
    lea = madd(k(0.5), lLast, lea)
    heb = madd(k(2), hLast, heb)
    leb = madd(k(2), lLast, leb)
  }
  if (count > 3) {
    from += sourceStep
    hLast = v128.load(from, 16)
    lLast = v128.load(from)
    hoa = madd(k(0.5 * A), hLast, hoa)
    loa = madd(k(0.5 * A), lLast, loa)
    hob = madd(k(2 * B), hLast, hob)
    lob = madd(k(2 * B), lLast, lob)
  }
  if (count > 4) {
    from += sourceStep
    hLast = v128.load(from, 16)
    lLast = v128.load(from)
    hea = madd(k(0.25), hLast, hea)
    lea = madd(k(0.25), lLast, lea)
    heb = madd(k(4), hLast, heb)
    leb = madd(k(4), lLast, leb)
  }
  putOpposite(at, step, hea, lea, hoa, loa)
  at += 2 * step
  putOpposite(at, step, heb, leb, hob, lob)
  at += step
  if (points > 4) {
    at += step
    put(at, h0, l0)
  }
  if (points > 5) {
    at += step
    put(at, hLast, lLast)
  }
}

/** `count` coefficients, 2 to 5, from values at the points: the transpose of `spreadLine`. */
@inline export function collectLine(
  points: i32,
  count: i32,
  source: usize,
  sourceStep: usize,
  to: usize,
  step: usize,
): void {
  let at = to // a parameter of an inlined function is the caller's own variable
  let from = source
  const hpa = v128.load(from, 16)
  const lpa = v128.load(from)
  from += sourceStep
  const hna = v128.load(from, 16)
  const lna = v128.load(from)
  from += sourceStep
  const hpb = v128.load(from, 16)
  const lpb = v128.load(from)
  from += sourceStep
  const hnb = v128.load(from, 16)
  const lnb = v128.load(from)
  const hea = add(hpa, hna)
  const lea = add(lpa, lna)
  const hoa = sub(hpa, hna)
  const loa = sub(lpa, lna)
  const heb = add(hpb, hnb)
  const leb = add(lpb, lnb)
  const hob = sub(hpb, hnb)
  const lob = sub(lpb, lnb)

  let h0 = add(hea, heb)
  let l0 = add(lea, leb)
  if (points > 4) {
    from += sourceStep
    h0 = add(h0, v128.load(from, 16))
    l0 = add(l0, v128.load(from))
  }
  put(at, h0, l0)
  at += step

  let hInfinity = k(0)
  let lInfinity = k(0)
  if (points > 5) {
    from += sourceStep
    hInfinity = v128.load(from, 16)
    lInfinity = v128.load(from)
  }
  let h = madd(k(B), hob, scale(hoa, A))
  let l = madd(k(B), lob, scale(loa, A))
  if (points > 5 && count === 2) {
    h = add(h, hInfinity)
    l = add(l, lInfinity)
  }
  put(at, h, l)
  if (count > 2) {
    at += step
    h = madd(k(2), heb, scale(hea, 0.5))
    l = madd(k(2), leb, scale(lea, 0.5))
    if (points > 5 && count === 3) {
      h = add(h, hInfinity)
      l = add(l, lInfinity)
    }
    put(at, h, l)
  }
  if (count > 3) {
    at += step
    h = madd(k(2 * B), hob, scale(hoa, 0.5 * A))
    l = madd(k(2 * B), lob, scale(loa, 0.5 * A))
    if (points > 5 && count === 4) {
      h = add(h, hInfinity)
      l = add(l, lInfinity)
    }
    put(at, h, l)
  }
  if (count > 4) {
    at += step
    h = madd(k(4), heb, scale(hea, 0.25))
    l = madd(k(4), leb, scale(lea, 0.25))
    if (points > 5 && count === 5) {
      h = add(h, hInfinity)
      l = add(l, lInfinity)
    }
    put(at, h, l)
  }
}
