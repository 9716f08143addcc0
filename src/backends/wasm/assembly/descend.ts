// A step along a direction, and the parameters' moving average, in one pass over contiguous buffers.

import { Descend } from './layout'
import { allFinite, CHUNK, clipScale, follow, put, take } from './optimizer'
import { claim } from './team'

/** Writes nothing unless every scalar of the list is finite. The result says whether it stepped. */
export function descend(args: Descend): void {
  const finite = allFinite(args.list(), args.scalars)
  const clip = clipScale(args.maxNorm, args.list())
  const units = (args.count + CHUNK - 1) / CHUNK
  for (let unit = claim(); unit < units; unit = claim()) {
    if (unit === 0) store<f32>(args.result, finite ? 1 : 0)
    if (finite) descendChunk(args, clip, unit * CHUNK, min((unit + 1) * CHUNK, args.count))
  }
}

function descendChunk(args: Descend, clip: f32, from: i32, to: i32): void {
  let at: usize = from * 4
  const end: usize = to * 4
  for (; at + 16 <= end; at += 16) descendAt(args, clip, at, true)
  for (; at < end; at += 4) descendAt(args, clip, at, false)
}

/** m += (g - m)(1 - beta); p = r1 p - rate r0 direction; average = p + (average - p) r2 */
function descendAt(args: Descend, clip: f32, at: usize, four: bool): void {
  const g = f32x4.mul(take(args.gradients + at, four), f32x4.splat(clip))
  const m = take(args.m + at, four)
  put(args.m + at, f32x4.add(m, f32x4.mul(f32x4.sub(g, m), f32x4.splat(args.oneMinusBeta))), four)
  const stepSize = f32x4.splat(load<f32>(args.row) * args.rate)
  const change = f32x4.mul(stepSize, take(args.direction + at, four))
  const kept = f32x4.mul(take(args.parameters + at, four), v128.load32_splat(args.row + 4))
  const p = f32x4.sub(kept, change)
  put(args.parameters + at, p, four)
  if (args.average !== 0) follow(args.average + at, args.row + 8, p, four)
}
