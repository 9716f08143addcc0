/** Measured numbers beside the bounds they must meet, for people. */

import { table } from '../../src/cli/terminal/charts.ts'

export interface Check {
  readonly what: string
  /** With its unit. */
  readonly measured: string
  /** `at most 15 %` */
  readonly bound?: string
  readonly holds?: boolean
}

export const percent = (fraction: number) => `${(100 * fraction).toFixed(1)} %`

/** Checks a number against a bound, in the unit that `show` gives both. */
const bounded =
  (words: string, holds: (measured: number, bound: number) => boolean) =>
  (what: string, measured: number, bound: number, show: (value: number) => string): Check => ({
    ...{ what, measured: show(measured), bound: `${words} ${show(bound)}` },
    holds: holds(measured, bound),
  })

/** What must not exceed a bound. */
export const atMost = bounded('at most', (measured, bound) => measured <= bound)

/** What must not fall below a bound. */
export const atLeast = bounded('at least', (measured, bound) => measured >= bound)

const verdict = ({ holds }: Check) => (holds === undefined ? '' : holds ? 'meets' : 'MISSES')

/** Aligned lines; those without a bound are shown for orientation. */
export function showChecks(checks: readonly Check[]): string[] {
  const rows = checks.map((check) => [
    ...[check.what, check.measured, check.bound ?? '', verdict(check)],
  ])
  return table(rows, [1])
}
