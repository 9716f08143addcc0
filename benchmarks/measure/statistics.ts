/** Numbers about timings. */

export interface Timing {
  readonly min: number
  readonly median: number
}

/** Middle value; the mean of the two middle ones of an even number. @throws where there is none */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('no values to take the median of')
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function timingOf(times: readonly number[]): Timing {
  return { min: Math.min(...times), median: median(times) }
}

/** How many times as fast as `other` this one is, by minima: what is least disturbed by others. */
export function timesAsFast(timing: Timing, other: Timing): number {
  return other.min / timing.min
}

/** How far the largest lies above the smallest: 0.15 for 15 %. */
export function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values) - 1
}

/** How many times the median of the first tenth the median of the last tenth is. */
export function drift(values: readonly number[]): number {
  const tenth = Math.ceil(values.length / 10)
  return median(values.slice(-tenth)) / median(values.slice(0, tenth))
}
