/** A logarithmic axis: from where to where, and which lines. */

import type uPlot from 'uplot'

/** A number's power of ten. */
const magnitude = (value: number) => 10 ** Math.floor(Math.log10(value))

/** From one round number to another: whole decades would leave most of a chart empty. */
export const logRange: uPlot.Range.Function = (_, low, high) => {
  if (low === null || high === null) return [0.1, 1] // nothing is shown; uPlot needs a range
  const [below, above] = [magnitude(low), magnitude(high)]
  const from = Math.floor(low / below) * below
  const to = Math.ceil(high / above) * above
  return [from, to > from ? to : from + below]
}

/** As many lines as are read at a glance. */
const MOST_LINES = 6

/** Round numbers from `low` to `high`, both above 0: fewer in each decade, the more decades there are. */
export function logSplits(low: number, high: number): number[] {
  const span = Math.log10(high / low)
  const digits = span > 2 ? [1] : span > 0.8 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9]
  const every = Math.ceil(span / MOST_LINES)
  const first = Math.floor(Math.log10(low) / every) * every
  const splits = []
  for (let power = first; 10 ** power <= high; power += every) {
    for (const digit of digits) splits.push(Number(`${digit}e${power}`))
  }
  return splits.filter((split) => split >= low && split <= high)
}

/** First digits, the roundest first. */
const ROUNDEST = [1, 5, 2, 3, 4, 7, 6, 8, 9]
/** Pixels between two numbers that can both be read. */
const ROOM = 14

const roundness = (split: number) => ROUNDEST.indexOf(Number(split.toExponential()[0]))

/** Numbers that have room beside one another, rounder ones before others; null in the others' places. */
export function labelled(splits: readonly number[], places: readonly number[]): (number | null)[] {
  const kept = new Set<number>()
  const byRoundness = splits
    .map((_, i) => i)
    .sort((a, b) => roundness(splits[a]) - roundness(splits[b]))
  for (const i of byRoundness) {
    if ([...kept].every((other) => Math.abs(places[i] - places[other]) >= ROOM)) kept.add(i)
  }
  return splits.map((split, i) => (kept.has(i) ? split : null))
}

export const logAxis: uPlot.Axis = {
  splits: (_chart, _axis, low, high) => logSplits(low, high),
  filter: (chart, splits) =>
    labelled(
      splits,
      splits.map((split) => chart.valToPos(split, 'y')),
    ),
}
