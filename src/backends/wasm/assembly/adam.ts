// Adam (Kingma and Ba 2015) in PyTorch's formula, in one pass over flat buffers.

import { Adam } from './layout'
import { claim } from './team'

const CHUNK: i32 = 4096

/** Writes nothing unless every scalar of the list is finite. The result says whether it stepped. */
export function adam(args: Adam): void {
  const finite = allFinite(args.list(), args.scalars)
  const units = (args.count + CHUNK - 1) / CHUNK
  for (let unit = claim(); unit < units; unit = claim()) {
    if (unit === 0) store<f32>(args.result, finite ? 1 : 0)
    if (finite) stepChunk(args, unit * CHUNK, min((unit + 1) * CHUNK, args.count))
  }
}

function allFinite(list: usize, count: i32): bool {
  for (let i = 0; i < count; i++) {
    if (!isFinite<f32>(load<f32>(load<usize>(list + i * 4)))) return false
  }
  return true
}

function stepChunk(args: Adam, from: i32, to: i32): void {
  let at: usize = from * 4
  const end: usize = to * 4
  for (; at + 16 <= end; at += 16) step(args, at, true)
  for (; at < end; at += 4) step(args, at, false)
}

/**
 * m += (g - m)(1 - beta1); v = beta2 v + (1 - beta2) g^2; p -= r0 m / (sqrt(v) / r1 + epsilon)
 * with the row r = [lr / (1 - beta1^t), sqrt(1 - beta2^t)], for four elements or one.
 */
function step(args: Adam, at: usize, four: bool): void {
  const g = take(args.gradients + at, four)
  let m = take(args.m + at, four)
  let v = take(args.v + at, four)
  m = f32x4.add(m, f32x4.mul(f32x4.sub(g, m), f32x4.splat(args.oneMinusBeta1)))
  const squares = f32x4.mul(f32x4.mul(f32x4.splat(args.oneMinusBeta2), g), g)
  v = f32x4.add(f32x4.mul(f32x4.splat(args.beta2), v), squares)
  const root = f32x4.div(f32x4.sqrt(v), v128.load32_splat(args.row + 4))
  const denominator = f32x4.add(root, f32x4.splat(args.epsilon))
  const change = f32x4.div(f32x4.mul(v128.load32_splat(args.row), m), denominator)
  put(args.m + at, m, four)
  put(args.v + at, v, four)
  put(args.parameters + at, f32x4.sub(take(args.parameters + at, four), change), four)
}

function take(from: usize, four: bool): v128 {
  return four ? v128.load(from) : v128.load32_zero(from)
}

function put(to: usize, value: v128, four: bool): void {
  if (four) v128.store(to, value)
  else v128.store_lane<f32>(to, value, 0)
}
