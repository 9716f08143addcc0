// AdamW in PyTorch's formula, and the parameters' moving average, in one pass over flat buffers.

import { Adam } from './layout'
import { allFinite, CHUNK, clipScale, follow, put, take } from './optimizer'
import { claim } from './team'

/** Writes nothing unless every scalar of the list is finite. The result says whether it stepped. */
export function adam(args: Adam): void {
  const finite = allFinite(args.list(), args.scalars)
  const clip = clipScale(args.maxNorm, args.list())
  const units = (args.count + CHUNK - 1) / CHUNK
  for (let unit = claim(); unit < units; unit = claim()) {
    if (unit === 0) store<f32>(args.result, finite ? 1 : 0)
    if (finite) stepChunk(args, clip, unit * CHUNK, min((unit + 1) * CHUNK, args.count))
  }
}

function stepChunk(args: Adam, clip: f32, from: i32, to: i32): void {
  let at: usize = from * 4
  const end: usize = to * 4
  // a loop for each: with a branch in it, it took half as long again
  if (args.average === 0) {
    for (; at + 16 <= end; at += 16) step(args, clip, at, true)
  } else {
    for (; at + 16 <= end; at += 16)
      follow(args.average + at, args.row + 12, step(args, clip, at, true), true)
  }
  for (; at < end; at += 4) {
    const p = step(args, clip, at, false)
    if (args.average !== 0) follow(args.average + at, args.row + 12, p, false)
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
