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

/** What must not exceed a bound. @param show the unit of both */
export function atMost(
  what: string,
  measured: number,
  bound: number,
  show: (value: number) => string,
): Check {
  return {
    ...{ what, measured: show(measured), bound: `at most ${show(bound)}` },
    holds: measured <= bound,
  }
}

/** What must not fall below a bound. @param show the unit of both */
export function atLeast(
  what: string,
  measured: number,
  bound: number,
  show: (value: number) => string,
): Check {
  return {
    ...{ what, measured: show(measured), bound: `at least ${show(bound)}` },
    holds: measured >= bound,
  }
}

const verdict = ({ holds }: Check) => (holds === undefined ? '' : holds ? 'meets' : 'MISSES')

/** Aligned lines; those without a bound are shown for orientation. */
export function showChecks(checks: readonly Check[]): string[] {
  const rows = checks.map((check) => [
    ...[check.what, check.measured, check.bound ?? '', verdict(check)],
  ])
  return table(rows, [1])
}
