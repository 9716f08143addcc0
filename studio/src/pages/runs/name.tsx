/** A run's name as it heads a column or stands below an image: anything may be in it. */

import type { ChosenRun } from './runs.ts'
import { shortName } from './short-name.ts'

/** In the colour of its curve. */
export function ColouredName({ summary, colour }: ChosenRun) {
  return (
    <span class="run-name" title={summary.name}>
      <span class="chart-swatch line" style={{ color: `var(--${colour})` }} aria-hidden="true" />
      <bdi>{shortName(summary.name)}</bdi>
    </span>
  )
}
