/** Figures of lists of numbers: shares, counts, evenness, medians. */

/** Share of the elements for which something holds. */
export function share(elements: ArrayLike<number>, holds: (element: number, i: number) => boolean) {
  return Array.from(elements).filter(holds).length / elements.length
}

/** How often each of 0 .. count - 1 occurs. */
export function countsOf(classes: Uint8Array, count: number): number[] {
  const counts = new Array<number>(count).fill(0)
  for (const label of classes) counts[label]++
  return counts
}

/**
 * Shannon's entropy of the counts over its largest: 1 where all are equal, as a single class is with
 * itself, 0 where one of several has all.
 */
export function evennessOf(counts: readonly number[]): number {
  if (counts.length < 2) return 1
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shares = counts.map((count) => count / total).filter((part) => part > 0)
  return shares.reduce((sum, part) => sum - part * Math.log(part), 0) / Math.log(counts.length)
}

/** Of an even number of values the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
