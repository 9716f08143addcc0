// Rows normalised by their root mean squares and scaled, and the gradient of that. Sums of a row are
// in one order, whoever computes it.

import { RmsNorm } from './layout'
import { claim } from './team'

/** PyTorch's `normalize`. */
const LEAST_NORM: f32 = 1e-12

export function rmsNorm(args: RmsNorm): void {
  const units = (args.rows + args.perUnit - 1) / args.perUnit
  for (let unit = claim(); unit < units; unit = claim()) {
    const end = min((unit + 1) * args.perUnit, args.rows)
    for (let row = unit * args.perUnit; row < end; row++) {
      const y = args.y + <usize>row * args.yPitch
      const x = args.x + <usize>row * args.xPitch
      if (args.dy === 0) normalise(args, y, x)
      else slope(args, y, args.dy + <usize>row * args.dyPitch, x)
    }
  }
}

function sumOf(lanes: v128): f32 {
  const pairs = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/** The sum of a b. */
function dot(a: usize, b: usize, bytes: i32): f32 {
  const end = a + bytes
  let lanes = f32x4.splat(0)
  for (; a + 16 <= end; a += 16, b += 16) {
    lanes = f32x4.add(lanes, f32x4.mul(v128.load(a), v128.load(b)))
  }
  let sum = sumOf(lanes)
  for (; a < end; a += 4, b += 4) sum += load<f32>(a) * load<f32>(b)
  return sum
}

/** The sum of a b c. */
function dotOfThree(a: usize, b: usize, c: usize, bytes: i32): f32 {
  const end = a + bytes
  let lanes = f32x4.splat(0)
  for (; a + 16 <= end; a += 16, b += 16, c += 16) {
    const product = f32x4.mul(v128.load(a), v128.load(b))
    lanes = f32x4.add(lanes, f32x4.mul(product, v128.load(c)))
  }
  let sum = sumOf(lanes)
  for (; a < end; a += 4, b += 4, c += 4) sum += load<f32>(a) * load<f32>(b) * load<f32>(c)
  return sum
}

function factorOf(norm: f32, columns: i32): f32 {
  return <f32>Math.sqrt(<f64>columns) / max<f32>(norm, LEAST_NORM)
}

/** y = x scale times the factor of the row */
function normalise(args: RmsNorm, y: usize, x: usize): void {
  const bytes = args.columns * 4
  const factor = factorOf(sqrt<f32>(dot(x, x, bytes)), args.columns)
  const end = y + bytes
  let scale = args.scale
  for (; y + 16 <= end; y += 16, x += 16, scale += 16) {
    const scaled = f32x4.mul(v128.load(x), f32x4.splat(factor))
    v128.store(y, f32x4.mul(scaled, v128.load(scale)))
  }
  for (; y < end; y += 4, x += 4, scale += 4) {
    store<f32>(y, load<f32>(x) * factor * load<f32>(scale))
  }
}

/** With g = dy scale: y = (g - x (g x) / norm^2) times the factor of the row */
function slope(args: RmsNorm, y: usize, dy: usize, x: usize): void {
  const bytes = args.columns * 4
  const squares = dot(x, x, bytes)
  const norm = sqrt<f32>(squares)
  const factor = factorOf(norm, args.columns)
  const along: f32 = norm > LEAST_NORM ? dotOfThree(dy, args.scale, x, bytes) / squares : 0
  const end = y + bytes
  let scale = args.scale
  for (; y + 16 <= end; y += 16, dy += 16, x += 16, scale += 16) {
    const gradient = f32x4.mul(v128.load(dy), v128.load(scale))
    const aside = f32x4.sub(gradient, f32x4.mul(v128.load(x), f32x4.splat(along)))
    v128.store(y, f32x4.mul(aside, f32x4.splat(factor)))
  }
  for (; y < end; y += 4, dy += 4, x += 4, scale += 4) {
    const gradient = load<f32>(dy) * load<f32>(scale)
    store<f32>(y, (gradient - load<f32>(x) * along) * factor)
  }
}
