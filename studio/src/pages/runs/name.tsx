/** A run's name as it stands in the page: anything may be in it, and it may be long. */

import type { ChosenRun } from './runs.ts'

const LONGEST = 36

/** The beginning and the end of a long name: runs often differ at their end. */
export function shortName(name: string): string {
  const letters = [...name]
  if (letters.length <= LONGEST) return name
  const half = Math.floor(LONGEST / 2)
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`
}

/** In the colour of its curve. */
export function ColouredName({ summary, colour }: ChosenRun) {
  return (
    <span class="run-name" title={summary.name}>
      <span class="chart-swatch line" style={{ color: `var(--${colour})` }} aria-hidden="true" />
      <bdi>{shortName(summary.name)}</bdi>
    </span>
  )
}
