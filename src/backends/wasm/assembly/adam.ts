// AdamW in PyTorch's formula, and the parameters' moving average, in one pass over flat buffers.

import { Adam } from './layout'
import { claim } from './team'

const CHUNK: i32 = 4096

/** Writes nothing unless every scalar of the list is finite. The result says whether it stepped. */
export function adam(args: Adam): void {
  const finite = allFinite(args.list(), args.scalars)
  const clip = clipScale(args)
  const units = (args.count + CHUNK - 1) / CHUNK
  for (let unit = claim(); unit < units; unit = claim()) {
    if (unit === 0) store<f32>(args.result, finite ? 1 : 0)
    if (finite) stepChunk(args, clip, unit * CHUNK, min((unit + 1) * CHUNK, args.count))
  }
}

function allFinite(list: usize, count: i32): bool {
  for (let i = 0; i < count; i++) {
    if (!isFinite<f32>(load<f32>(load<usize>(list + i * 4)))) return false
  }
  return true
}

/** What gradients are multiplied by so that their norm keeps its limit: PyTorch's clip_grad_norm_. */
function clipScale(args: Adam): f32 {
  if (args.maxNorm === 0) return 1
  const norm = sqrt<f32>(load<f32>(load<usize>(args.list())))
  return min<f32>(1, args.maxNorm / (norm + <f32>1e-6))
}

function stepChunk(args: Adam, clip: f32, from: i32, to: i32): void {
  let at: usize = from * 4
  const end: usize = to * 4
  // a loop for each: with a branch in it, it took half as long again
  if (args.average === 0) {
    for (; at + 16 <= end; at += 16) step(args, clip, at, true)
  } else {
    for (; at + 16 <= end; at += 16) follow(args, at, step(args, clip, at, true), true)
  }
  for (; at < end; at += 4) {
    const p = step(args, clip, at, false)
    if (args.average !== 0) follow(args, at, p, false)
  }
}

/**
 * m += (g - m)(1 - beta1); v = beta2 v + (1 - beta2) g^2; p = r2 p - r0 m / (sqrt(v) / r1 + epsilon)
 * with the row r of `adamRow`, for four elements or one. Returns p.
 */
function step(args: Adam, clip: f32, at: usize, four: bool): v128 {
  const g = f32x4.mul(take(args.gradients + at, four), f32x4.splat(clip))
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
  const kept = f32x4.mul(take(args.parameters + at, four), v128.load32_splat(args.row + 8))
  const p = f32x4.sub(kept, change)
  put(args.parameters + at, p, four)
  return p
}

/** average = p + (average - p) r3 */
function follow(args: Adam, at: usize, p: v128, four: bool): void {
  const past = f32x4.sub(take(args.average + at, four), p)
  const far = f32x4.mul(past, v128.load32_splat(args.row + 12))
  put(args.average + at, f32x4.add(p, far), four)
}

function take(from: usize, four: bool): v128 {
  return four ? v128.load(from) : v128.load32_zero(from)
}

function put(to: usize, value: v128, four: bool): void {
  if (four) v128.store(to, value)
  else v128.store_lane<f32>(to, value, 0)
}
