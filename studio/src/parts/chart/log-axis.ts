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

export const logAxis: uPlot.Axis = {
  splits: (_chart, _axis, low, high) => logSplits(low, high),
  filter: (_chart, splits) => splits,
}
