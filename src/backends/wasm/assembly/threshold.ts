// Dynamic thresholding: a sample's brightest pixels found by rank, and the sample scaled by them.

import { DynamicThreshold, RANK_COUNTS_BYTES } from './layout'
import { clampRow } from './rows'
import { claim } from './team'

/** All bits of a float but its sign: as whole numbers they are ordered as absolute values are. */
const MAGNITUDE: u32 = 0x7fffffff

/** A unit of work is a sample. Scratch: the counts of `magnitudeOfRank`. */
export function dynamicThreshold(args: DynamicThreshold, scratch: usize): void {
  for (let unit = claim(); unit < args.count; unit = claim()) {
    const x = args.x + <usize>(unit * args.rows) * args.xPitch
    const limit = max<f32>(1, percentile(args, x, scratch))
    for (let row = 0; row < args.rows; row++) {
      const y = args.y + <usize>(unit * args.rows + row) * args.yPitch
      clampRow(y, x + <usize>row * args.xPitch, -limit, limit, args.columns * 4)
      divideRow(y, limit, args.columns * 4)
    }
  }
}

/** The number between two neighbours by rank. */
function percentile(args: DynamicThreshold, x: usize, counts: usize): f32 {
  const below: f64 = magnitudeOfRank(args, x, args.rank, counts)
  if (args.part === 0) return <f32>below
  const above: f64 = magnitudeOfRank(args, x, args.rank + 1, counts)
  return <f32>(below + (above - below) * args.part)
}

/** The absolute value that `rank` others of the sample come before, found byte by byte. */
function magnitudeOfRank(args: DynamicThreshold, x: usize, rank: i32, counts: usize): f32 {
  let known: u32 = 0
  let mask: u32 = 0
  for (let shift = 24; shift >= 0; shift -= 8) {
    memory.fill(counts, 0, RANK_COUNTS_BYTES)
    for (let row = 0; row < args.rows; row++) {
      countRow(x + <usize>row * args.xPitch, args.columns, known, mask, shift, counts)
    }
    let byte: u32 = 0
    for (; rank >= load<i32>(counts + byte * 4); byte++) rank -= load<i32>(counts + byte * 4)
    known |= byte << shift
    mask |= (<u32>0xff) << shift
  }
  return reinterpret<f32>(known)
}

/** Counts the numbers that begin with the known bits by their next byte. */
function countRow(x: usize, columns: i32, known: u32, mask: u32, shift: i32, counts: usize): void {
  for (let c = 0; c < columns; c++) {
    const bits = load<u32>(x + c * 4) & MAGNITUDE
    if ((bits & mask) !== known) continue
    const place = counts + ((bits >> shift) & 0xff) * 4
    store<i32>(place, load<i32>(place) + 1)
  }
}

function divideRow(y: usize, divisor: f32, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16) {
    v128.store(y, f32x4.div(v128.load(y), f32x4.splat(divisor)))
  }
  for (; y < end; y += 4) store<f32>(y, load<f32>(y) / divisor)
}
