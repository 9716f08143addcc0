// Guidance rescale: samples brought to the standard deviation of others. Sums are float64 and in one
// order for each sample, whoever computes it.

import { MatchDeviation, Spans } from './layout'
import { scaleRow } from './rows'
import { bytesOf, lastSpanOf, unitsOf } from './spans'
import { claim } from './team'

/** A unit of work is a sample. */
export function matchDeviation(args: MatchDeviation): void {
  const spans = changetype<Spans>(args)
  for (let unit = claim(); unit < unitsOf(spans); unit = claim()) {
    const end = lastSpanOf(spans, unit)
    const factor = factorOf(args, unit)
    for (let span = unit * args.perUnit; span < end; span++) {
      const x = args.x + span * args.xPitch
      scaleRow(args.y + span * args.yPitch, x, factor, bytesOf(spans, span))
    }
  }
}

/** Both variances are over as many numbers, which their ratio need not know. */
function factorOf(args: MatchDeviation, unit: i32): f32 {
  const spans = changetype<Spans>(args)
  const own = squaresAround(spans, args.x, args.xPitch, unit)
  if (own === 0) return 1
  const ratio = Math.sqrt(squaresAround(spans, args.like, args.likePitch, unit) / own)
  return <f32>(1.0 - <f64>args.share + <f64>args.share * ratio)
}

/** The sum of squared distances of a sample's numbers from their mean. */
function squaresAround(spans: Spans, x: usize, pitch: i32, unit: i32): f64 {
  const first = unit * spans.perUnit
  const end = lastSpanOf(spans, unit)
  let sum: f64 = 0
  for (let span = first; span < end; span++) {
    sum += sumOf(x + span * pitch, bytesOf(spans, span))
  }
  const mean = sum / <f64>(spans.perUnit * spans.length)
  let squares: f64 = 0
  for (let span = first; span < end; span++) {
    squares += squaresOf(x + span * pitch, mean, bytesOf(spans, span))
  }
  return squares
}

function sumOf(x: usize, bytes: i32): f64 {
  let sum: f64 = 0
  for (const end = x + bytes; x < end; x += 4) sum += <f64>load<f32>(x)
  return sum
}

function squaresOf(x: usize, mean: f64, bytes: i32): f64 {
  let sum: f64 = 0
  for (const end = x + bytes; x < end; x += 4) {
    const distance = <f64>load<f32>(x) - mean
    sum += distance * distance
  }
  return sum
}
