// Normalisation's units of work, each some channels of a sample in whole groups, and where their
// numbers lie.

import { Normalisation } from './layout'

function unitsPerSample(args: Normalisation): i32 {
  return (args.columns + args.perUnit - 1) / args.perUnit
}

export function unitsOf(args: Normalisation): i32 {
  return args.samples * unitsPerSample(args)
}

export function sampleOf(args: Normalisation, unit: i32): i32 {
  return unit / unitsPerSample(args)
}

/** A unit's first channel. */
export function firstOf(args: Normalisation, unit: i32): i32 {
  return (unit % unitsPerSample(args)) * args.perUnit
}

/** Channels of the unit that begins at a channel. */
export function countFrom(args: Normalisation, first: i32): i32 {
  return min(args.perUnit, args.columns - first)
}

/** Address of a sample's first row, from a channel on. */
export function sampleAt(
  base: usize,
  pitch: i32,
  args: Normalisation,
  sample: i32,
  first: i32,
): usize {
  return base + <usize>(sample * args.pixels) * pitch + first * 4
}

/** Address of a sample's mean of a channel's group. */
export function statsAt(args: Normalisation, sample: i32, channel: i32): usize {
  return args.stats + sample * args.statsPitch + (channel / args.groupSize) * 4
}

/** Bytes from a group's mean to its 1 / deviation. */
export function statsStep(args: Normalisation): i32 {
  return (args.columns / args.groupSize) * 4
}
