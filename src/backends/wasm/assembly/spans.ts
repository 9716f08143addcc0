// How a command's tensors are cut: into spans, and spans into units of work.

import { Spans } from './layout'

function spansIn(args: Spans): i32 {
  return (args.total + args.length - 1) / args.length
}

export function unitsOf(args: Spans): i32 {
  return (spansIn(args) + args.perUnit - 1) / args.perUnit
}

/** The span after a unit's last. */
export function lastSpanOf(args: Spans, unit: i32): i32 {
  return min((unit + 1) * args.perUnit, spansIn(args))
}

/** The last span may be shorter. */
export function bytesOf(args: Spans, span: i32): i32 {
  return min(args.length, args.total - span * args.length) * 4
}
