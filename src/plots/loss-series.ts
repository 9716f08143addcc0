/** Losses made ready for drawing: smoothed, split at gaps, thinned to what pixels can show. */

/** Losses with where they stand; `x` is 1, 2, 3, ... where it is not given. */
export interface LossSeries {
  readonly y: ArrayLike<number>
  readonly x?: ArrayLike<number>
}

/** One loss that can be drawn. */
export interface Sample {
  readonly x: number
  readonly y: number
}

/** Beyond it a loss has no more meaning than infinity, and axes would overflow. */
const LARGEST = 1e100

/** Runs of drawable losses, cut wherever a value is not finite or not above `floor`. */
export function unbroken({ x, y }: LossSeries, floor = -LARGEST): Sample[][] {
  const runs: Sample[][] = []
  let open = false
  for (let i = 0; i < y.length; i++) {
    const sample = { x: x ? x[i] : i + 1, y: y[i] }
    const good = Math.abs(sample.x) < LARGEST && sample.y > floor && sample.y < LARGEST
    if (good && open) runs[runs.length - 1].push(sample)
    else if (good) runs.push([sample])
    open = good
  }
  return runs
}

/**
 * The mean of the finite losses around each. The window shrinks towards the beginning, so that the
 * steep start is not flattened; gaps stay gaps.
 * @param window Losses in a full window; of an even number one more, so that it has a middle.
 */
export function smoothed({ x, y }: LossSeries, window: number): LossSeries {
  const sums = new Float64Array(y.length + 1)
  const counts = new Float64Array(y.length + 1)
  for (let i = 0; i < y.length; i++) {
    const finite = Number.isFinite(y[i])
    sums[i + 1] = sums[i] + (finite ? y[i] : 0)
    counts[i + 1] = counts[i] + (finite ? 1 : 0)
  }
  const means = Float64Array.from({ length: y.length }, (_, i) => {
    if (!Number.isFinite(y[i])) return Number.NaN
    const half = Math.min(window >> 1, i)
    const [from, to] = [i - half, Math.min(i + half + 1, y.length)]
    return (sums[to] - sums[from]) / (counts[to] - counts[from])
  })
  return { x, y: means }
}

/** Keeps the first, least, greatest and last of the samples that share a column of pixels. */
export function thinned(
  run: readonly Sample[],
  columnOf: (x: number) => number,
): readonly Sample[] {
  const kept: Sample[] = []
  for (let start = 0; start < run.length; ) {
    const column = columnOf(run[start].x)
    let [end, least, greatest] = [start + 1, start, start]
    for (; end < run.length && columnOf(run[end].x) === column; end++) {
      if (run[end].y < run[least].y) least = end
      if (run[end].y > run[greatest].y) greatest = end
    }
    const chosen = new Set([start, least, greatest, end - 1])
    for (const i of [...chosen].sort((a, b) => a - b)) kept.push(run[i])
    start = end
  }
  return kept
}
