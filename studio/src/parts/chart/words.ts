/** A chart in words and numbers. */

import { inLanguage, language } from '../../shell/language.ts'
import type { ChartSeries, Column } from './chart-props.ts'

const en = {
  empty: 'Nothing to show yet.',
  curve: (name: string, first: string, last: string, least: string, most: string) =>
    `${name}: begins at ${first}, ends at ${last}, between ${least} and ${most}`,
  nothing: (name: string) => `${name}: nothing yet`,
  between: '; ',
}

const zh: typeof en = {
  empty: '暂无数据。',
  curve: (name, first, last, least, most) =>
    `${name}：起于 ${first}，止于 ${last}，范围 ${least} 到 ${most}`,
  nothing: (name) => `${name}：暂无数据`,
  between: '；',
}

export const words = () => inLanguage({ en, zh })

/** Three digits: `0.0412`, `1.2e-5`, `12,000`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (value !== 0 && (size < 1e-4 || size >= 1e7))
    return Number(value.toPrecision(3)).toExponential()
  if (Number.isInteger(value)) return value.toLocaleString(language.value)
  return String(Number(value.toPrecision(size >= 100 ? 4 : 3)))
}

function curveInWords(name: string, column: Column): string {
  let first: number | undefined
  let last = 0
  let [least, most] = [Infinity, -Infinity]
  for (const value of column) {
    if (value === null) continue
    first ??= value
    last = value
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  if (first === undefined) return words().nothing(name)
  const [a, b, c, d] = [first, last, least, most].map(shortNumber)
  return words().curve(name, a, b, c, d)
}

/** What there is to see, for who cannot see it. */
export function summaryOf(series: readonly ChartSeries[], data: readonly Column[]): string {
  const shown = series.flatMap(({ label, faint, unlisted }, i) =>
    faint || unlisted ? [] : [{ label, i }],
  )
  if (!data[0]?.length || shown.length === 0) return words().empty
  return shown.map(({ label, i }) => curveInWords(label, data[i + 1] ?? [])).join(words().between)
}
