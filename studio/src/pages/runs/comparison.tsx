/** A table with a column for each selected run. */

import { ColouredName } from './name.tsx'
import type { ChosenRun } from './runs.ts'

interface ComparisonProps {
  readonly label: string
  /** What the rows are. */
  readonly of: string
  readonly runs: readonly ChosenRun[]
  readonly rows: readonly {
    readonly name: string
    readonly values: readonly string[]
    /** Is the same for all runs, and therefore beside the point. */
    readonly quiet?: boolean
  }[]
}

export function Comparison({ label, of, runs, rows }: ComparisonProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="comparison" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{of}</span>
            </th>
            {runs.map((run) => (
              <th key={run.key} scope="col">
                <ColouredName {...run} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, quiet = false }) => (
            <tr key={name} class={quiet ? 'quiet' : undefined}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                <td key={runs[i].key}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
